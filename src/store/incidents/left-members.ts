import { sql } from 'kysely';
import { ENDED_STATES } from '../../core/job/state.ts';
import type { Instant } from '../../platform/time.ts';
import type { WriteTransaction } from '../sqlite/store.ts';

/** A job's part in an incident. */
export interface Part {
  incident: number;
  job: number;
}

/**
 * The parts of jobs of a target that are open, and followed no more since that moment or later; without those in
 * which they flap.
 */
export async function unfollowedSince(
  trx: WriteTransaction,
  { target, since }: { target: string; since: Instant },
): Promise<Part[]> {
  const { rows } = await sql<Part>`
    SELECT incident, member.job FROM job INDEXED BY job_settled
      JOIN member ON member.job = job.id AND resolved_at IS NULL AND flapping_since IS NULL
    WHERE job.followed = 0 AND changed_at >= ${since} AND target = ${target}
      AND job.state NOT IN (SELECT value FROM json_each(${JSON.stringify(ENDED_STATES)}))`.execute(trx);
  return rows;
}

/** The parts of jobs whose target is none of these. */
export async function partsOutside(trx: WriteTransaction, targets: readonly string[]): Promise<Part[]> {
  const { rows } = await sql<Part>`
    SELECT incident, member.job FROM member JOIN job ON job.id = member.job
      JOIN incident ON incident.id = member.incident
    WHERE resolved_at IS NULL AND incident.state <> 'closed'
      AND target NOT IN (SELECT value FROM json_each(${JSON.stringify(targets)}))`.execute(trx);
  return rows;
}
