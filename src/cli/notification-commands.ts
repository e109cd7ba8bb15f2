import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CommandContext } from './command-context.ts';
import { NOTIFICATION_CHOICES, notifications } from './notifications.ts';
import { resend } from './resend.ts';

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
  list
    .command('resend')
    .description('try again what was given up: the same mail, for that recipient only')
    .argument('<id>', 'number of the notification, as `notifications` shows it', parseId)
    .option('--author <name>', 'who does it (default: $USER)')
    .action(async (id: number, { author }: { author?: string }) =>
      setExitCode(await resend({ id, author, place: place() }, terminal)),
    );
}

function parseId(text: string): number {
  if (!/^\d{1,15}$/.test(text))
    throw new InvalidArgumentError('It is a number, see `batchwatch notifications`.');
  return Number(text);
}
