import { type Command, InvalidArgumentError } from 'commander';
import type { Duration } from '../platform/time.ts';
import type { CommandContext } from './commands/command-context.ts';
import { INCIDENT_CHOICES } from './commands/incidents/incident-choices.ts';
import type { IncidentsOptions } from './commands/incidents/incidents.ts';
import { addNotificationCommands } from './commands/notifications/notification-commands.ts';
import { addMatcher } from './commands/silences/add-matcher.ts';
import type { SilenceOptions } from './commands/silences/silence-add.ts';
import type { ActorOptions } from './session/resolve-actor.ts';
import { authorOption, bySomebody } from './terminal/author-option.ts';
import { choiceOption } from './terminal/parse-choice.ts';
import { parseFilter } from './terminal/parse-filter.ts';
import { parseNumber } from './terminal/parse-number.ts';
import { parseSpan } from './terminal/parse-span.ts';

/** Adds the commands with which people act on incidents, silences and notifications. */
export function addOperatorCommands(program: Command, context: CommandContext): void {
  addIncidentCommands(program, context);
  addSilenceCommands(program, context);
  addNotificationCommands(program, context);
}

const INCIDENT = 'id of the incident, or the first six characters or more of it';

function addIncidentCommands(program: Command, { inSession }: CommandContext): void {
  bySomebody(program.command('ack'))
    .description(
      'acknowledge an incident: no more reminders, no escalation; its resolution is still notified',
    )
    .argument('<incident>', INCIDENT)
    .action(async (incident: string, options: ActorOptions) => {
      const { changeIncident } = await import('./commands/incidents/change-incident.ts');
      await inSession((session) => changeIncident(session, { ...options, action: 'acknowledged', incident }));
    });
  const list = program
    .command('incidents')
    .description('list incidents, by default those that are not resolved')
    .addOption(
      choiceOption('--state <state>', 'only incidents in this state', {
        choices: INCIDENT_CHOICES,
        shown: { unacknowledged: 'open', resolved: 'closed' },
      }),
    )
    .option('--target <name>', 'only incidents of this target', parseFilter)
    .option('--json', 'print JSON')
    .action(async (options: IncidentsOptions) => {
      const { incidents } = await import('./commands/incidents/incidents.ts');
      await inSession((session) => incidents(session, options));
    });
  bySomebody(list.command('close').alias('resolve'))
    .description('resolve an incident manually; those who were notified of it are notified so')
    .argument('<incident>', INCIDENT)
    .action(async (incident: string, options: ActorOptions) => {
      const { changeIncident } = await import('./commands/incidents/change-incident.ts');
      await inSession((session) => changeIncident(session, { ...options, action: 'closed', incident }));
    });
}

function addSilenceCommands(program: Command, { inSession }: CommandContext): void {
  const silence = program
    .command('silence')
    .description(
      'hold all notifications of some jobs or incidents for a time; what is still open then is notified',
    );
  bySomebody(silence.command('add'))
    .description('add a silence; a running daemon obeys within a second')
    .requiredOption('--match <key=glob>', 'what it covers; given more than once, all must match', addMatcher)
    .option('--for <duration>', 'how long: 30m, 2h, 1h30m, 3d', readSpan)
    .option(
      '--until <time>',
      'until when: 2026-11-23T08:00+08:00, or "2026-11-23 08:00" in the configured zone',
    )
    .option('--from <time>', 'from when, written as for --until (default: now)')
    .action(async (options: SilenceOptions) => {
      const { silenceAdd } = await import('./commands/silences/silence-add.ts');
      await inSession((session) => silenceAdd(session, options));
    });
  silence
    .command('list')
    .description('list the silences that hold or are to come')
    .option('--all', 'those that are over, too')
    .option('--json', 'print JSON')
    .action(async (options: { all?: boolean; json?: boolean }) => {
      const { silenceList } = await import('./commands/silences/silence-list.ts');
      await inSession((session) => silenceList(session, options));
    });
  silence
    .command('expire')
    .description('end a silence now')
    .argument('<id>', 'number of the silence, as `silence list` shows it', (text) =>
      parseNumber(text, 'batchwatch silence list'),
    )
    .addOption(authorOption())
    .action(async (id: number, options: ActorOptions) => {
      const { silenceExpire } = await import('./commands/silences/silence-expire.ts');
      await inSession((session) => silenceExpire(session, { ...options, id }));
    });
}

function readSpan(text: string): Duration {
  const span = parseSpan(text);
  if (span === undefined || span === 0) throw new InvalidArgumentError('Write e.g. 30m, 2h or 3d.');
  return span;
}
