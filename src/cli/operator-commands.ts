import { type Command, InvalidArgumentError, Option } from 'commander';
import type { SilenceMatcher } from '../core/mute/silence.ts';
import type { Duration } from '../platform/time.ts';
import { changeIncident } from './commands/incidents/change-incident.ts';
import type { CommandContext } from './commands/command-context.ts';
import { addNotificationCommands } from './commands/notifications/notification-commands.ts';
import { INCIDENT_CHOICES, incidents } from './commands/incidents/incidents.ts';
import { silenceAdd } from './commands/silences/silence-add.ts';
import { silenceExpire } from './commands/silences/silence-expire.ts';
import { silenceList } from './commands/silences/silence-list.ts';
import { addMatcher } from './commands/silences/add-matcher.ts';
import { choiceOption } from './terminal/parse-choice.ts';
import { parseFilter } from './terminal/parse-filter.ts';
import { parseNumber } from './terminal/parse-number.ts';
import { parseSpan } from './terminal/parse-span.ts';
import type { ActorOptions } from './session/resolve-actor.ts';

/** Commands with which people say "I have it" and "not until Monday". */
export function addOperatorCommands(program: Command, context: CommandContext): void {
  addIncidentCommands(program, context);
  addSilenceCommands(program, context);
  addNotificationCommands(program, context);
}

const INCIDENT = 'id of the incident, or the first six characters or more of it';

function addIncidentCommands(program: Command, { terminal, setExitCode, location }: CommandContext): void {
  bySomebody(program.command('ack'))
    .description(
      'acknowledge an incident: no more reminders, no escalation; its resolution is still notified',
    )
    .argument('<incident>', INCIDENT)
    .action(async (incident: string, options: ActorOptions) =>
      setExitCode(
        await changeIncident(
          { ...options, action: 'acknowledged', incident, location: location() },
          terminal,
        ),
      ),
    );
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
    .action(async ({ json = false, ...filter }: Partial<Parameters<typeof incidents>[0]>) =>
      setExitCode(await incidents({ ...filter, json, location: location() }, terminal)),
    );
  bySomebody(list.command('close').alias('resolve'))
    .description('resolve an incident manually; those who were notified of it are notified so')
    .argument('<incident>', INCIDENT)
    .action(async (incident: string, options: ActorOptions) =>
      setExitCode(
        await changeIncident({ ...options, action: 'closed', incident, location: location() }, terminal),
      ),
    );
}

function addSilenceCommands(program: Command, { terminal, setExitCode, location }: CommandContext): void {
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
    .action(async (options: AddOptions) =>
      setExitCode(await silenceAdd({ ...options, location: location() }, terminal)),
    );
  silence
    .command('list')
    .description('list the silences that hold or are to come')
    .option('--all', 'those that are over, too')
    .option('--json', 'print JSON')
    .action(async ({ all = false, json = false }: { all?: boolean; json?: boolean }) =>
      setExitCode(await silenceList({ all, json, location: location() }, terminal)),
    );
  silence
    .command('expire')
    .description('end a silence now')
    .argument('<id>', 'number of the silence, as `silence list` shows it', (text) =>
      parseNumber(text, 'batchwatch silence list'),
    )
    .addOption(author())
    .action(async (id: number, options: ActorOptions) =>
      setExitCode(await silenceExpire({ ...options, id, location: location() }, terminal)),
    );
}

type AddOptions = ActorOptions & {
  match: readonly SilenceMatcher[];
  for?: Duration;
  until?: string;
  from?: string;
};

function bySomebody(command: Command): Command {
  return command.addOption(author()).option('--comment <text>', 'a note: why');
}

function author(): Option {
  return new Option(
    '--author <name>',
    'who does it (default: the user of the system; asked for where several share that user)',
  );
}

function readSpan(text: string): Duration {
  const span = parseSpan(text);
  if (span === undefined || span === 0) throw new InvalidArgumentError('Write e.g. 30m, 2h or 3d.');
  return span;
}
