import type { Command } from 'commander';
import { authorOption } from '../../terminal/author-option.ts';
import { choiceOption } from '../../terminal/parse-choice.ts';
import { parseFilter, parseName } from '../../terminal/parse-filter.ts';
import { parseNumber } from '../../terminal/parse-number.ts';
import type { TestNotificationOptions } from './test-notification.ts';
import { CHANNEL_NAMES } from '../../../channel/channel-names.ts';
import type { CommandContext } from '../command-context.ts';
import { NOTIFICATION_CHOICES } from './notification-choices.ts';
import type { NotificationsOptions } from './notifications.ts';
import type { ResendAllOptions } from './resend.ts';

/** Adds the commands on notifications and on those who get them. */
export function addNotificationCommands(program: Command, context: CommandContext): void {
  const list = program
    .command('notifications')
    .description('list notifications, by default those that wait or are undeliverable')
    .addOption(
      choiceOption('--state <state>', 'only notifications in this state', {
        choices: NOTIFICATION_CHOICES,
        shown: { delivered: 'sent', undeliverable: 'dead' },
      }),
    )
    .option('--receiver <name>', 'only those to this receiver', parseFilter)
    .addOption(
      choiceOption('--channel <name>', 'only those on this channel', {
        choices: CHANNEL_NAMES,
        shown: {},
      }),
    )
    .option('--incident <id>', 'only those of this incident, by its id or the beginning of it')
    .option('--json', 'print JSON')
    .action(async (options: NotificationsOptions) => {
      const { notifications } = await import('./notifications.ts');
      await context.inSession((session) => notifications(session, options));
    });
  addResend(list, context);
  addTest(program, context);
  program
    .command('receivers')
    .description('list receivers with their destinations: what waits and failed there, who notifies them')
    .option('--json', 'print JSON')
    .action(async (options: { json?: boolean }) => {
      const { receivers } = await import('./receivers.ts');
      await context.inSession((session) => receivers(session, options));
    });
}

function addTest(program: Command, { terminal, setExitCode, config, url }: CommandContext): void {
  program
    .command('test-notification')
    .description('send a test message through configuration, outbox and channel')
    .requiredOption('--receiver <name>', 'which receiver to notify', parseName)
    .option('--channel <name>', 'only on this channel, by its name in metrics: email, wecom, …', parseFilter)
    .option(
      '--incident <id>',
      'send the message of this incident, by its id or the beginning of it',
      parseFilter,
    )
    .addOption(authorOption())
    .action(async (options: TestNotificationOptions) => {
      const daemon = url();
      if (daemon === undefined) {
        const { testNotification } = await import('./test-notification.ts');
        setExitCode(await testNotification({ ...options, config: config() }, terminal));
      } else {
        const { testByDaemon } = await import('./test-by-daemon.ts');
        setExitCode(await testByDaemon({ ...options, url: daemon }, terminal));
      }
    });
}

function addResend(list: Command, { inSession }: CommandContext): void {
  const command = list
    .command('resend')
    .description('send again what is undeliverable: the same message, for that recipient only')
    .argument('[id]', 'number of the notification, as `notifications` shows it', (text) =>
      parseNumber(text, 'batchwatch notifications'),
    )
    .option('--all', 'all that is undeliverable, in place of one')
    .option('--receiver <name>', 'with --all: only those to this receiver', parseFilter)
    .option('--since <time>', 'with --all: only those undeliverable since then: 2h (ago), 2026-11-23T09:15')
    .addOption(authorOption())
    .action(async (id: number | undefined) => {
      // The list has a --receiver, too, and takes it from wherever it stands.
      const { all = false, author, receiver, since, ...foreign } = command.optsWithGlobals<ResendOptions>();
      if (all === (id !== undefined))
        command.error('error: give either the number of a notification or --all');
      const hasWish = receiver !== undefined || since !== undefined;
      const isForeign = [foreign.state, foreign.incident, foreign.channel].some(
        (given) => given !== undefined,
      );
      if (isForeign || (id !== undefined && hasWish))
        command.error('error: only --all can be narrowed, and only by --receiver and --since');
      const { resend, resendAll } = await import('./resend.ts');
      await inSession((session) =>
        id === undefined ? resendAll(session, { author, receiver, since }) : resend(session, { author, id }),
      );
    });
}

interface ResendOptions extends ResendAllOptions {
  all?: boolean;
  /** Options of the list. */
  state?: string;
  channel?: string;
  incident?: string;
}
