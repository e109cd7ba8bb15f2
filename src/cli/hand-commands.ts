import { type Command, InvalidArgumentError, Option } from 'commander';
import type { SilenceMatcher } from '../alerts/silence.ts';
import { parseDuration, type Duration } from '../time.ts';
import { changeIncident } from './change-incident.ts';
import type { CommandContext } from './command-context.ts';
import { addNotificationCommands } from './notification-commands.ts';
import { INCIDENT_CHOICES, incidents } from './incidents.ts';
import { silenceAdd } from './silence-add.ts';
import { silenceExpire } from './silence-expire.ts';
import { silenceList } from './silence-list.ts';
import { addMatcher } from './silence-matcher.ts';
import type { Signature } from './signature.ts';

/** Commands with which people say "I have it" and "not until Monday". */
export function addHandCommands(program: Command, context: CommandContext): void {
  addIncidentCommands(program, context);
  addSilenceCommands(program, context);
  addNotificationCommands(program, context);
}

const INCIDENT = 'id of the incident, or the first six characters or more of it';

function addIncidentCommands(program: Command, { terminal, setExitCode, place }: CommandContext): void {
  bySomebody(program.command('ack'))
    .description('acknowledge an incident: no more reminders, no escalation; its end is still told')
    .argument('<incident>', INCIDENT)
    .action(async (incident: string, options: Signature) =>
      setExitCode(
        await changeIncident({ ...options, deed: 'acknowledged', incident, place: place() }, terminal),
      ),
    );
  const list = program
    .command('incidents')
    .description('list incidents, by default those that are not closed')
    .addOption(new Option('--state <state>', 'only incidents in this state').choices(INCIDENT_CHOICES))
    .option('--target <name>', 'only incidents of this target')
    .option('--json', 'print JSON')
    .action(async ({ json = false, ...filter }: Partial<Parameters<typeof incidents>[0]>) =>
      setExitCode(await incidents({ ...filter, json, place: place() }, terminal)),
    );
  bySomebody(list.command('close'))
    .description('close an incident by hand; those who were told of it are told so')
    .argument('<incident>', INCIDENT)
    .action(async (incident: string, options: Signature) =>
      setExitCode(await changeIncident({ ...options, deed: 'closed', incident, place: place() }, terminal)),
    );
}

function addSilenceCommands(program: Command, { terminal, setExitCode, place }: CommandContext): void {
  const silence = program
    .command('silence')
    .description('tell nothing of some jobs or incidents for a time; what is still open then is told');
  bySomebody(silence.command('add'))
    .description('add a silence; a running daemon obeys within a second')
    .requiredOption('--match <key=glob>', 'what it covers; given more than once, all must match', addMatcher)
    .option('--for <duration>', 'how long: 30m, 2h, 3d', parseSpan)
    .option(
      '--until <time>',
      'until when: 2026-11-23T08:00+08:00, or "2026-11-23 08:00" in the configured zone',
    )
    .option('--from <time>', 'from when, written as for --until (default: now)')
    .action(async (options: AddOptions) =>
      setExitCode(await silenceAdd({ ...options, place: place() }, terminal)),
    );
  silence
    .command('list')
    .description('list the silences that hold or are to come')
    .option('--all', 'those that are over, too')
    .option('--json', 'print JSON')
    .action(async ({ all = false, json = false }: { all?: boolean; json?: boolean }) =>
      setExitCode(await silenceList({ all, json, place: place() }, terminal)),
    );
  silence
    .command('expire')
    .description('end a silence now')
    .argument('<id>', 'number of the silence, as `silence list` shows it', parseId)
    .addOption(author())
    .action(async (id: number, options: Signature) =>
      setExitCode(await silenceExpire({ ...options, id, place: place() }, terminal)),
    );
}

type AddOptions = Signature & {
  readonly match: readonly SilenceMatcher[];
  readonly for?: Duration;
  readonly until?: string;
  readonly from?: string;
};

function bySomebody(command: Command): Command {
  return command.addOption(author()).option('--comment <text>', 'why, for those who ask later');
}

function author(): Option {
  return new Option('--author <name>', 'who does it (default: $USER)');
}

function parseSpan(text: string): Duration {
  const span = parseDuration(text);
  if (span === undefined || span === 0) throw new InvalidArgumentError('Write e.g. 30m, 2h or 3d.');
  return span;
}

function parseId(text: string): number {
  if (!/^\d{1,15}$/.test(text))
    throw new InvalidArgumentError('It is a number, see `batchwatch silence list`.');
  return Number(text);
}
