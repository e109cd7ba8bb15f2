import { sql, type RawBuilder } from 'kysely';
import { KNOWN_STATES } from '../../core/job/state.ts';
import type { Instant } from '../../platform/time.ts';
import type { Database } from '../database.ts';
import { UNKNOWN_STATE } from '../jobs/job-filter.ts';
import { indexedBy, inTheSameOrder, thenJoin } from '../dialect/hints.ts';
import { eachOf } from '../dialect/listed.ts';

/** The wanted transitions. An absent condition leaves out none. */
export interface TransitionFilter {
  target?: string | undefined;
  /** The states reached; `unknown` for all that the API does not document. */
  states?: readonly string[] | undefined;
  /** The earliest moment of observation. */
  since?: Instant | undefined;
  /** Exclusive. */
  until?: Instant | undefined;
}

/** A change of a job's state, or its first sighting. */
export interface TransitionView {
  id: number;
  target: string;
  jobId: string;
  name: string;
  /** Null when the job was seen for the first time. */
  from: string | null;
  to: string;
  observedAt: Instant;
  /** The beginning of the new state. */
  since: Instant;
  pollId: string;
  /** Found by the initial scan. */
  baseline: boolean;
}

interface TransitionRow extends Omit<TransitionView, 'baseline'> {
  baseline: number;
}

/** Reads transitions. `from` gives rows of `transition` and `job`. */
export async function selectTransitions(db: Database, from: RawBuilder<unknown>): Promise<TransitionView[]> {
  const { rows } = await sql<TransitionRow>`
    SELECT transition.id, job.target, job.job_id AS "jobId", job.name, from_state AS "from", to_state AS "to",
      observed_at AS "observedAt", since, poll_id AS "pollId", baseline FROM ${from}`.execute(db);
  return rows.map(({ baseline, ...row }) => ({ ...row, baseline: baseline === 1 }));
}

/** A place in the list. */
export interface TransitionCursor {
  at: Instant;
  id: number;
}

interface TransitionQuery {
  filter: TransitionFilter;
  /** The page begins behind it. */
  from?: TransitionCursor | undefined;
  limit: number;
  /** The number of transitions to look at, at most. */
  budget: number;
}

/** Returns a page of transitions, newest first. Where few are wanted, a page may be empty and still have a next one. */
export async function transitionPage(
  db: Database,
  asked: TransitionQuery,
): Promise<{ transitions: readonly TransitionView[]; next: TransitionCursor | undefined }> {
  const { filter, limit, budget } = asked;
  const page = keysetPageOf(asked);
  const found = await selectTransitions(
    db,
    sql`(${page}) AS walked ${thenJoin()} transition ON transition.id = walked.id
      ${thenJoin()} job ON job.id = transition.job
    WHERE ${sql.join(conditionsOf(filter), sql` AND `)}
    ${inTheSameOrder(sql`walked.at DESC, walked.id DESC`)} LIMIT ${limit + 1}`,
  );
  const transitions = found.slice(0, limit);
  const last = transitions.at(-1);
  if (found.length > limit && last !== undefined)
    return { transitions, next: { at: last.observedAt, id: last.id } };
  const cut =
    await sql<TransitionCursor>`SELECT at, id FROM (${page}) AS walked LIMIT 1 OFFSET ${budget - 1}`.execute(
      db,
    );
  return { transitions, next: cut.rows[0] };
}

function keysetPageOf({ filter, from = NOWHERE, budget }: TransitionQuery): RawBuilder<TransitionCursor> {
  const { since = Number.MIN_SAFE_INTEGER, until = Number.MAX_SAFE_INTEGER } = filter;
  return sql`
    SELECT id, observed_at AS at FROM transition ${indexedBy('transition_by_time')}
    WHERE observed_at BETWEEN ${since} AND ${Math.min(Math.ceil(until) - 1, from.at)}
      AND NOT (observed_at = ${from.at} AND id >= ${from.id})
    ORDER BY observed_at DESC, id DESC LIMIT ${budget}`;
}

const NOWHERE: TransitionCursor = { at: Number.MAX_SAFE_INTEGER, id: 0 };

function conditionsOf({ target, states = [] }: TransitionFilter): RawBuilder<boolean>[] {
  const named = states.filter((state) => state !== UNKNOWN_STATE);
  const isOneOf = sql`to_state IN ${eachOf(named)}`;
  const isUnknown = sql`to_state NOT IN ${eachOf(KNOWN_STATES)}`;
  const isState = states.includes(UNKNOWN_STATE) ? sql`(${isOneOf} OR ${isUnknown})` : isOneOf;
  return [
    sql<boolean>`true`,
    ...(target === undefined ? [] : [sql<boolean>`job.target = ${target}`]),
    ...(states.length === 0 ? [] : [sql<boolean>`${isState}`]),
  ];
}
