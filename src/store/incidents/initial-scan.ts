import { sql } from 'kysely';
import type { ScanFinding } from '../../core/incident/initial-scan.ts';
import type { Awaits } from '../../core/incident/lifecycle.ts';
import type { Severity } from '../../core/severity.ts';
import type { Instant } from '../../platform/time.ts';
import { eachOf, listedRows, listedTexts } from '../dialect/listed.ts';
import type { Database, WriteTransaction } from '../database.ts';
import { runColumns, type FailedRun, type Runs, type SucceededRun } from './superseding.ts';
import { indexedBy, thenJoin } from '../dialect/hints.ts';

/** Returns the findings of a target's initial scan that are not correlated yet, oldest first. */
export async function scanFindings(db: Database, target: string): Promise<ScanFinding[]> {
  const { rows } = await sql<{ rule: string; receiver: string; severity: Severity; notified: number }>`
    SELECT rule, receiver, severity, max(CASE outcome WHEN 'notify' THEN 1 ELSE 0 END) AS notified
    FROM decision ${BY_TRANSITION}
    WHERE ${isFound(target)} GROUP BY rule, receiver, severity ORDER BY min(id)`.execute(db);
  return rows.map(({ notified, ...row }) => ({ ...row, isNotified: notified === 1 }));
}

/** Puts what was found for these receivers into an incident. In one statement: a first read may find very many. */
export async function joinInitialScan(
  trx: WriteTransaction,
  joined: {
    incident: number;
    target: string;
    receivers: readonly string[];
    awaits: (state: string) => Awaits;
    at: Instant;
  },
): Promise<void> {
  const { incident, target, receivers, at } = joined;
  const chosen = sql`${isFound(target)} AND receiver IN ${eachOf(receivers)}`;
  const { rows } = await sql<{ state: string }>`
    SELECT DISTINCT to_state AS state FROM decision ${BY_TRANSITION}
      ${thenJoin()} transition ON transition.id = decision.transition WHERE ${chosen}`.execute(trx);
  const awaits = rows.map(({ state }) => ({ state, awaits: joined.awaits(state) }));
  await sql`
    INSERT INTO member (incident, job, transition, name, state, awaits, joined_at)
    SELECT DISTINCT CAST(${incident} AS bigint), job.id, transition.id, job.name, to_state,
      (SELECT listed.value ->> 'awaits' FROM ${listedRows(awaits)} WHERE listed.value ->> 'state' = to_state),
      CAST(${at} AS bigint)
    FROM decision ${BY_TRANSITION} ${thenJoin()} transition ON transition.id = decision.transition
      ${thenJoin()} job ON job.id = transition.job
    WHERE ${chosen} ON CONFLICT DO NOTHING`.execute(trx);
  await sql`UPDATE decision ${BY_TRANSITION} SET incident = ${incident} WHERE ${chosen}`.execute(trx);
}

/**
 * Returns the failed jobs of a target's incidents, and the newest success since of each of their names and types. It
 * passes once over the jobs of these names. A first read brings many successes: to compare each with each failure
 * could take minutes.
 */
export async function newestSuccesses(db: Database, target: string): Promise<Runs> {
  const { rows: failed } = await sql<FailedRun>`
    SELECT member.incident, ${runColumns('failed')}
    FROM incident ${indexedBy('incident_open')}
      ${thenJoin()} member ON member.incident = incident.id AND resolved_at IS NULL AND awaits = 'success'
      ${thenJoin()} job AS failed ON failed.id = member.job AND failed.target = ${target}
    WHERE incident.state <> 'closed' AND failed.created_at IS NOT NULL`.execute(db);
  const names = [...new Set(failed.map(({ name }) => name))];
  const since = failed.reduce((oldest, { createdAt }) => Math.min(oldest, createdAt), LATEST);
  const { rows: succeeded } = await sql<SucceededRun>`
    SELECT job, "jobId", target, name, type, "createdAt", at FROM (
      SELECT ${runColumns('newer')}, newer.job_id AS "jobId", newer.changed_at AS at, row_number() OVER (
        PARTITION BY newer.name, newer.type ORDER BY coalesce(newer.created_at, newer.first_seen_at) DESC) AS place
      FROM ${listedTexts(names)} ${thenJoin()} job AS newer ${indexedBy('job_by_name')}
        ON newer.target = ${target} AND newer.name = listed.value
        AND coalesce(newer.created_at, newer.first_seen_at) > ${since}
      WHERE newer.state = 'Success') AS newest
    WHERE place = 1`.execute(db);
  return { failed, succeeded };
}

/** Says whether the initial scan of the target has seen jobs since its transitions were last correlated. */
export async function hasScanned(db: Database, target: string): Promise<boolean> {
  const { rows } = await sql`
    SELECT 1 FROM transition ${thenJoin()} job ON job.id = transition.job
    WHERE transition.id > (SELECT last_correlated FROM target WHERE name = ${target}) AND job.target = ${target}
      AND baseline = 1 LIMIT 1`.execute(db);
  return rows.length > 0;
}

const LATEST: Instant = Number.MAX_SAFE_INTEGER;

const BY_TRANSITION = indexedBy('decision_of_transition');

/** True of findings without an incident. Begins with what is not correlated, by its index: the rest may be very much. */
function isFound(target: string) {
  return sql<boolean>`decision.transition > (SELECT last_correlated FROM target WHERE name = ${target})
    AND decision.target = ${target} AND decision.incident IS NULL
    AND decision.reason IN ('baseline-summary', 'suppressed-baseline')`;
}
