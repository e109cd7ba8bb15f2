import { nameMeant } from '../../platform/text/name-meant.ts';
import type { FieldKey } from '../../core/job/fields.ts';
import { fieldLabel, fieldsIn, fieldText } from '../../core/job/show-field.ts';
import { isEnded, isKnown, KNOWN_STATES } from '../../core/job/state.ts';
import { toIso, type Instant } from '../../platform/time.ts';
import { showUnseen } from '../../platform/unseen.ts';
import type { ListedJob } from '../../store/jobs/listed-jobs.ts';
import type { Backend } from '../backend/backend.ts';
import { withBackend, type BackendLocation } from '../session/session.ts';
import { EXIT } from '../exit/exit-code.ts';
import { formatJson } from '../terminal/json-text.ts';
import { resolveName, unknownName } from '../session/resolve-name.ts';
import { inZone, tableTime } from '../terminal/table-time.ts';
import { formatTable } from '../terminal/table.ts';
import type { Terminal } from '../../platform/terminal.ts';
import { cliWords } from '../locale/cli-words.ts';

/** `batchwatch jobs`: what the snapshot holds, newest change first. @throws ConfigFault, StoreFault, RemoteFault */
export async function jobs(
  options: {
    location: BackendLocation;
    target?: string;
    state?: string;
    json: boolean;
  },
  terminal: Terminal,
): Promise<number> {
  return await withBackend(options.location, terminal, async (backend) => {
    const words = cliWords(backend.language);
    const state = options.state === undefined ? undefined : stateMeant(options.state);
    const target = await resolveName(options.target, backend.targets);
    const found = await backend.jobs.list({ target: target?.name, state });
    if (found.length === 0 && target !== undefined && !target.isKnown) {
      terminal.err(unknownName('target', target, words.names));
      return EXIT.failed;
    }
    if (found.length === 0 && state !== undefined && !isFilter(state)) {
      terminal.err(words.jobs.unknownState(showUnseen(state), KNOWN_STATES));
      return EXIT.usage;
    }
    terminal.out(options.json ? toJson(found) : toText(found, { ...backend, columns: terminal.columns }));
    return EXIT.done;
  });
}

/** A word that the API does not document may be stored all the same, in whatever case. */
function stateMeant(typed: string): string {
  return nameMeant(typed, STATES) ?? typed.trim();
}

const STATES = [...KNOWN_STATES, 'unknown'];

function isFilter(state: string): boolean {
  return isKnown(state) || state === 'unknown';
}

function toJson(found: readonly ListedJob[]): string {
  return formatJson(
    found.map((job) => ({
      ...job,
      stateSince: toIso(job.stateSince),
      firstSeenAt: toIso(job.firstSeenAt),
      changedAt: toIso(job.changedAt),
    })),
  );
}

function toText(
  found: readonly ListedJob[],
  { timezone, language, columns }: Pick<Backend, 'timezone' | 'language'> & Pick<Terminal, 'columns'>,
): string {
  const { columns: heads, none, notFollowed } = cliWords(language).jobs;
  if (found.length === 0) return `${none}\n`;
  const showTime = (at: Instant) => tableTime(at, timezone);
  const rows = found.map((job) => [
    job.target,
    job.jobId,
    job.followed || isEnded(job.state) ? job.state : notFollowed(job.state),
    showTime(job.stateSince),
    ...FIELDS.map((field) => fieldText(job, field, showTime)),
  ]);
  const labelOf = (key: FieldKey) => fieldLabel(key, language).toUpperCase();
  const head = [
    heads.target,
    labelOf('jobId'),
    labelOf('state'),
    inZone(heads.since, timezone),
    ...FIELDS.map(({ key }) => labelOf(key)),
  ];
  const long = FIELDS.flatMap(({ key }, index) => (key === 'type' ? [] : [4 + index]));
  return formatTable(head, rows, { columns, elastic: [0, ...long] });
}

const FIELDS = fieldsIn('cli');
