import { sql } from 'kysely';
import type { MessageJob, StateCount } from '../../core/message/message.ts';
import type { JobDetails, KnownJob } from '../../core/job/job.ts';
import type { Instant } from '../../platform/time.ts';
import { messageJobs } from './message-jobs.ts';
import type { Database } from '../sqlite/store.ts';
import { UNMUTED, type ReceiverOf } from './decisions.ts';

/** Which of a thread's jobs a message lists. `rewritten` is the notification that it replaces. */
export type Listed =
  /** Those with pending decisions, and those of the message that is rewritten. */
  | { kind: 'new'; rewritten: number | undefined }
  /** Those still in the incident, those whose part ended since the receiver's last message, and new ones. */
  | {
      kind: 'standing';
      rewritten: number | undefined;
      since: Instant | undefined;
      /** Leaves out what can leave its state no more. */
      movingAlone: boolean;
    }
  | { kind: 'all'; rewritten: number | undefined };

export interface ListedOf extends ReceiverOf {
  listed: Listed;
}

export async function listedJobs(
  db: Database,
  options: ListedOf & { limit: number; details: (job: KnownJob) => JobDetails },
): Promise<MessageJob[]> {
  const { incident, receiver, listed } = options;
  const chosen = sql`decision.incident = ${incident} AND decision.receiver = ${receiver}
    AND decision.outcome = 'notify' AND ${isListed(listed)}`;
  return await messageJobs(db, { ...options, chosen });
}

/** The numbers of a thread's jobs, by state. */
export interface ThreadCounts {
  /** That the message is about, listed or not. */
  listed: readonly StateCount[];
  all: readonly StateCount[];
  /** Those that the message carries for the first time. */
  added: readonly StateCount[];
  /** When the oldest transition with a pending decision was observed. */
  detectedAt: Instant | undefined;
}

export async function threadCounts(
  db: Database,
  { incident, receiver, listed }: ListedOf,
): Promise<ThreadCounts> {
  type Row = { state: string; listed: number; all: number; added: number; detectedAt: Instant | null };
  const { rows } = await sql<Row>`
    SELECT to_state AS state, count(DISTINCT transition.job) FILTER (WHERE ${isListed(listed)}) AS listed,
      count(DISTINCT transition.job) FILTER (WHERE ${UNMUTED}) AS "all",
      count(DISTINCT transition.job) FILTER (WHERE ${isNew(listed)}) AS added,
      min(observed_at) FILTER (WHERE ${PENDING_FREE}) AS "detectedAt"
    FROM decision JOIN transition ON transition.id = decision.transition
      LEFT JOIN member ON member.incident = decision.incident AND member.job = transition.job
    WHERE decision.incident = ${incident} AND decision.receiver = ${receiver} AND outcome = 'notify'
    GROUP BY to_state`.execute(db);
  const countsOf = (which: 'listed' | 'all' | 'added') =>
    rows.flatMap((row) => (row[which] === 0 ? [] : [{ state: row.state, count: row[which] }]));
  const detected = rows.flatMap(({ detectedAt }) => detectedAt ?? []);
  return {
    listed: countsOf('listed'),
    all: countsOf('all'),
    added: countsOf('added'),
    detectedAt: detected.length === 0 ? undefined : Math.min(...detected),
  };
}

const PENDING_FREE = sql`(decision.notification IS NULL AND ${UNMUTED})`;

function isListed(listed: Listed) {
  switch (listed.kind) {
    case 'new':
      return isNew(listed);
    case 'standing': {
      const { since = null, movingAlone } = listed;
      const moving = movingAlone ? sql`member.awaits = 'move'` : sql`1`;
      return sql`(${isNew(listed)} OR (${UNMUTED} AND ${moving} AND (member.noticed_at > ${since}
        OR (member.resolved_at IS NULL AND member.transition = decision.transition))))`;
    }
    case 'all':
      return UNMUTED;
  }
}

/** True of pending decisions, and of those of a message that is rewritten: a message lists all that it binds. */
function isNew({ rewritten }: Listed) {
  return rewritten === undefined
    ? PENDING_FREE
    : sql`(${PENDING_FREE} OR decision.notification = ${rewritten})`;
}
