import { sql } from 'kysely';
import type { Instant } from '../../platform/time.ts';
import type { WriteTransaction } from '../database.ts';
import { thenJoin } from '../dialect/hints.ts';

/** A transition that is not correlated yet. */
export interface NewTransition {
  id: number;
  job: number;
  to: string;
  observedAt: Instant;
}

/**
 * Returns the transitions of a target that matter to incidents and are not correlated yet, oldest first. These are
 * transitions with a decision to notify, transitions of jobs in an open incident, and successes that may supersede a
 * failure. The transitions of a target's initial scan move no job: each job was seen for the first time.
 * `thenJoin` keeps SQLite from beginning with all jobs of the target, by its index
 * (https://sqlite.org/optoverview.html).
 */
export async function newTransitions(trx: WriteTransaction, target: string): Promise<NewTransition[]> {
  // As a number, it says how few are new.
  const known = trx.selectFrom('target').select('last_correlated').where('name', '=', target);
  const { last_correlated: lastCorrelated = 0 } = (await known.executeTakeFirst()) ?? {};
  const { rows } = await sql<NewTransition>`
    SELECT transition.id, transition.job, to_state AS "to", observed_at AS "observedAt"
    FROM transition ${thenJoin()} job ON job.id = transition.job
    WHERE transition.id > ${lastCorrelated} AND job.target = ${target}
      AND (EXISTS (SELECT 1 FROM decision WHERE decision.transition = transition.id
              AND outcome = 'notify' AND notification IS NULL AND group_key IS NOT NULL)
        OR (baseline = 0 AND EXISTS (SELECT 1 FROM member WHERE member.job = transition.job AND resolved_at IS NULL))
        OR (baseline = 0 AND to_state = 'Success' AND EXISTS (SELECT 1 FROM member
              WHERE member.name = job.name AND awaits = 'success' AND resolved_at IS NULL)))
    ORDER BY transition.id`.execute(trx);
  return rows;
}

/**
 * Passes over the transitions of other targets, before the first jobs of a target are kept. Else each of many first reads
 * would look at what all others found.
 */
export async function skipBeforeFirst(trx: WriteTransaction, target: string): Promise<void> {
  await sql`
    UPDATE target SET last_correlated = (SELECT coalesce(max(id), 0) FROM transition)
    WHERE name = ${target} AND NOT EXISTS (SELECT 1 FROM job WHERE job.target = ${target})`.execute(trx);
}

/** Remembers that all transitions of the target up to now are correlated. */
export async function markCorrelated(trx: WriteTransaction, target: string): Promise<void> {
  await sql`
    UPDATE target SET last_correlated = (SELECT coalesce(max(id), 0) FROM transition)
    WHERE name = ${target} AND last_correlated < (SELECT coalesce(max(id), 0) FROM transition)`.execute(trx);
}
