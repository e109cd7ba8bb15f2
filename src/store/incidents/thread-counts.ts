import { sql } from 'kysely';
import type { StateCount } from '../../core/message/message.ts';
import type { Instant } from '../../platform/time.ts';
import type { Database } from '../database.ts';
import { UNMUTED } from './decisions.ts';
import { isListed, isNew, PENDING_FREE, type ListedOf } from './listed-jobs.ts';

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

/** Counts the jobs of one receiver's thread. */
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
