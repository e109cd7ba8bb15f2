import { sql, type Selectable } from 'kysely';
import type { HoldReason } from '../../core/incident/incident.ts';
import type { KnownJob } from '../../core/job/job.ts';
import type { Instant } from '../../platform/time.ts';
import { toKnownJob } from '../jobs/jobs.ts';
import { fromJson } from '../dialect/json.ts';
import type { JobTable } from '../schema/schema.ts';
import type { Database } from '../sqlite/store.ts';

/** A job of an incident, as a silence looks at it. */
export interface MutableMember {
  row: number;
  job: KnownJob;
  /** The state that it is told for. */
  state: string;
  joinedAt: Instant;
  /** Why what is not told yet is held back, each reason once, null for what is not held; empty when all is told. */
  held: readonly (HoldReason | null)[];
}

/** An incident, or one receiver's part of it, as silences look at it. */
export interface MutablePart {
  incident: number;
  /** Undefined: all of it. */
  receiver?: string;
  isOver: boolean;
}

/** The jobs that it still holds, or all that it had when it is over, and whatever is not told yet. */
export async function mutableMembers(db: Database, part: MutablePart): Promise<MutableMember[]> {
  const { incident, receiver } = part;
  const isTheirs = receiver === undefined ? sql`1` : sql`decision.receiver = ${receiver}`;
  const isOf =
    receiver === undefined
      ? sql`1`
      : sql`job.id IN (SELECT transition.job FROM decision JOIN transition ON transition.id = decision.transition
          WHERE decision.incident = ${incident} AND ${isTheirs} AND outcome = 'notify')`;
  type Row = Selectable<JobTable> & { told_for: string; joined_at: Instant; held: string | null };
  const { rows } = await sql<Row>`
    SELECT job.*, member.state AS told_for, joined_at, waiting.held
    FROM member JOIN job ON job.id = member.job LEFT JOIN (
      SELECT transition.job AS job, json_group_array(DISTINCT decision.held) AS held
      FROM decision JOIN transition ON transition.id = decision.transition
      WHERE incident = ${incident} AND ${isTheirs} AND outcome = 'notify' AND notification IS NULL
      GROUP BY transition.job
    ) AS waiting ON waiting.job = member.job
    WHERE member.incident = ${incident} AND ${isOf}
      AND (resolved_at IS NULL OR ${part.isOver ? 1 : 0} OR waiting.held IS NOT NULL)`.execute(db);
  return rows.map((row) => ({
    row: row.id,
    job: toKnownJob(row),
    state: row.told_for,
    joinedAt: row.joined_at,
    held: row.held === null ? [] : fromJson<MutableMember['held']>(row.held),
  }));
}

/** Whether a silence or maintenance holds anything of the incident. */
export async function hasMutedDecisions(db: Database, incident: number): Promise<boolean> {
  const row = await db
    .selectFrom('decision')
    .select('id')
    .where('incident', '=', incident)
    .where('outcome', '=', 'notify')
    .where('notification', 'is', null)
    .where('held', 'in', ['silenced', 'maintenance'])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
