import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CommandContext } from './command-context.ts';
import { NOTIFICATION_CHOICES, notifications } from './notifications.ts';
import { resend, resendAll } from './resend.ts';

/** Commands on what people were told. */
export function addNotificationCommands(
  program: Command,
  { terminal, setExitCode, place }: CommandContext,
): void {
  const list = program
    .command('notifications')
    .description('list what was told to whom, by default what waits or was given up')
    .addOption(
      new Option('--state <state>', 'only notifications in this state').choices(NOTIFICATION_CHOICES),
    )
    .option('--receiver <name>', 'only those to this receiver')
    .option('--incident <id>', 'only those of this incident, by its whole id')
    .option('--json', 'print JSON')
    .action(async ({ json = false, ...filter }: Partial<Parameters<typeof notifications>[0]>) =>
      setExitCode(await notifications({ ...filter, json, place: place() }, terminal)),
    );
  addResend(list, { terminal, setExitCode, place });
}

function addResend(
  list: Command,
  { terminal, setExitCode, place }: Pick<CommandContext, 'terminal' | 'setExitCode' | 'place'>,
): void {
  const command = list
    .command('resend')
    .description('try again what was given up: the same mail, for that recipient only')
    .argument('[id]', 'number of the notification, as `notifications` shows it', parseId)
    .option('--all', 'all that was given up, in place of one')
    .option('--receiver <name>', 'with --all: only those to this receiver')
    .option('--since <time>', 'with --all: only those given up since then: 2h (ago), 2026-11-23T09:15')
    .option('--author <name>', 'who does it (default: $USER)')
    .action(async (id: number | undefined) => {
      // The list has a --receiver, too, and takes it from wherever it stands.
      const { all = false, author, receiver, since, ...foreign } = command.optsWithGlobals<ResendOptions>();
      if (all === (id !== undefined))
        command.error('error: give either the number of a notification or --all');
      const hasWish = receiver !== undefined || since !== undefined;
      const isForeign = foreign.state !== undefined || foreign.incident !== undefined;
      if (isForeign || (id !== undefined && hasWish))
        command.error('error: only --all can be narrowed, and only by --receiver and --since');
      const asked = { author, place: place() };
      setExitCode(
        id === undefined
          ? await resendAll({ receiver, since, ...asked }, terminal)
          : await resend({ id, ...asked }, terminal),
      );
    });
}

interface ResendOptions {
  readonly all?: boolean;
  readonly receiver?: string;
  readonly since?: string;
  readonly author?: string;
  /** Of the list. */
  readonly state?: string;
  readonly incident?: string;
}

function parseId(text: string): number {
  if (!/^\d{1,15}$/.test(text))
    throw new InvalidArgumentError('It is a number, see `batchwatch notifications`.');
  return Number(text);
}
