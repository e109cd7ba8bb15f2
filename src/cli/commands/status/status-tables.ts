import type { SystemStatus, TargetStatus } from '../../../http/health/system-status.ts';
import type { HeldEntries } from '../../../http/health/monitoring-state.ts';
import { formatDuration, type Instant } from '../../../platform/time.ts';
import { faultWords } from '../../../render/words/fault-words.ts';
import { reasonWord } from '../../../render/words/reason-words.ts';
import { wordLists } from '../../../render/words/word-lists.ts';
import type { HeldLease, ReplicaView } from '../../../store/replicas/replica-views.ts';
import type { Session } from '../../session/session.ts';
import { inZone, tableTime } from '../../terminal/table-time.ts';
import { formatTable } from '../../terminal/table.ts';
import { answerText } from '../notifications/answer-text.ts';

/** Leases of a kind stand one by one up to so many. Above, they are counted. */
const MOST_LISTED = 8;

/** Names a lease as metrics do: its kind, and the name where a kind has several. */
export function leaseName({ kind, name }: Pick<HeldLease, 'kind' | 'name'>): string {
  return name === '' ? kind : `${kind} ${name}`;
}

export function replicaTable(replicas: readonly ReplicaView[], session: Session): string {
  const { status: words } = session.words;
  const { units } = wordLists(session.backend.language);
  const rows = replicas.map(({ name, state, version = '', startedAt, heartbeatAge }) => [
    name,
    words.states[state],
    version,
    time(startedAt, session),
    heartbeatAge === undefined ? '' : words.ago(formatDuration(heartbeatAge, units)),
  ]);
  return table(words.replicas, rows, { elastic: [0], times: [3] }, session);
}

export function leaseTable(replicas: readonly ReplicaView[], session: Session): string {
  const rows = replicas.flatMap(({ name, leases }) =>
    [...Map.groupBy(leases, ({ kind }) => kind).values()].flatMap((of) =>
      leaseRows(of, session).map((row) => [name, ...row]),
    ),
  );
  return table(session.words.status.leases, rows, { elastic: [0, 1], times: [2] }, session);
}

/** Rows for the leases of one kind that a replica holds. */
function leaseRows(leases: readonly HeldLease[], session: Session): string[][] {
  const { status: words } = session.words;
  if (leases.length <= MOST_LISTED)
    return leases.map(({ kind, name, since, epoch }) => [
      leaseName({ kind, name }),
      time(since, session),
      String(epoch),
    ]);
  const begun = leases.map(({ since }) => since).toSorted((a, b) => a - b);
  const kind = words.manyLeases(leases[0]?.kind ?? '', leases.length);
  return [[kind, words.span(time(begun[0], session), time(begun.at(-1), session)), '']];
}

export function targetTable({ worstTargets, replicas }: SystemStatus, session: Session): string {
  const { status: words } = session.words;
  const holders = new Map(
    replicas.flatMap(({ name: replica, leases }) =>
      leases.filter(({ kind }) => kind === 'target').map(({ name }) => [name, replica]),
    ),
  );
  const rows = worstTargets.map((target) => [
    target.name,
    words.targetStates[target.state],
    time(target.lastPollAt, session) || words.never,
    time(target.lastCompleteAt, session) || words.never,
    holders.get(target.name) ?? '',
    failureOf(target, session),
  ]);
  return table(words.target, rows, { elastic: [0, 4, 5], times: [2, 3] }, session);
}

function failureOf({ reason, message }: TargetStatus, { backend: { language }, words }: Session): string {
  if (reason === undefined) return '';
  return words.status.why(reasonWord(reason, language), faultWords(message ?? '', language));
}

export function heldTable(held: readonly HeldEntries[], session: Session): string {
  const { status: words } = session.words;
  const { language } = session.backend;
  const rows = held.map(({ channel, heldBy, entries, since, answer }) => [
    channel,
    words.holders[heldBy],
    String(entries),
    time(since, session),
    answer === undefined ? '' : answerText({ reason: '', ...answer }, language),
  ]);
  return table(words.held, rows, { elastic: [4], times: [3] }, session);
}

interface Columns {
  /** Places of the columns that may be cut. */
  elastic: readonly number[];
  /** Places of the columns of times: their heads name the zone. */
  times: readonly number[];
}

function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  { elastic, times }: Columns,
  { backend, terminal }: Session,
): string {
  const heads = head.map((name, at) => (times.includes(at) ? inZone(name, backend.timezone) : name));
  return formatTable(heads, rows, { columns: terminal.columns, elastic });
}

function time(at: Instant | undefined, { backend }: Session): string {
  return at === undefined ? '' : tableTime(at, backend.timezone);
}
