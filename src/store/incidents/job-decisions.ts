import { sql } from 'kysely';
import type { WriteTransaction } from '../sqlite/store.ts';

/** What is not told yet of one job of an incident. */
interface JobOfIncident {
  incident: number;
  job: number;
}

/**
 * Holds back what these transitions bring because their job flaps; what waited before is still to be told, and says
 * so. Returns how many decisions that changed.
 */
export async function holdFlapping(
  trx: WriteTransaction,
  decisions: JobOfIncident & { transitions: readonly number[] },
): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('decision')
    .set({ held: 'flapping', held_by: null })
    .where(
      sql<boolean>`${waiting(decisions)} AND held IS NOT 'flapping'
        AND transition IN (SELECT value FROM json_each(${JSON.stringify(decisions.transitions)}))`,
    )
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Lets go what was held because the job flapped. */
export async function releaseFlapping(trx: WriteTransaction, decisions: JobOfIncident): Promise<void> {
  await trx
    .updateTable('decision')
    .set({ held: null })
    .where(sql<boolean>`${waiting(decisions)} AND held = 'flapping'`)
    .execute();
}

/** Holds it back because of a silence or maintenance, named by `by`; what flapping holds stays so. Returns how many decisions that changed. */
export async function muteJobDecisions(
  trx: WriteTransaction,
  decisions: JobOfIncident,
  { reason, by }: { reason: 'silenced' | 'maintenance'; by: string | undefined },
): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('decision')
    .set({ held: reason, held_by: by ?? null })
    .where(sql<boolean>`${waiting(decisions)} AND held IS NOT ${reason} AND held IS NOT 'flapping'`)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Lets go what a silence or maintenance held. */
export async function unmuteJobDecisions(trx: WriteTransaction, decisions: JobOfIncident): Promise<void> {
  await trx
    .updateTable('decision')
    .set({ held: null, held_by: null })
    .where(sql<boolean>`${waiting(decisions)} AND ${MUTED}`)
    .execute();
}

/** Gives up what was muted until it was over: until its job's part had ended, or all of the incident (`isClosed`). */
export async function dropMuted(
  trx: WriteTransaction,
  { incident, isClosed }: { incident: number; isClosed: boolean },
): Promise<void> {
  await sql`
    UPDATE decision SET outcome = 'suppress', reason = held, held = NULL
    WHERE incident = ${incident} AND outcome = 'notify' AND notification IS NULL AND ${MUTED}
      AND (${isClosed ? 1 : 0} OR EXISTS (
        SELECT 1 FROM transition JOIN member ON member.job = transition.job
        WHERE transition.id = decision.transition AND member.incident = ${incident} AND resolved_at IS NOT NULL))`.execute(
    trx,
  );
}

/** Gives up what was held because the job flapped; returns how many decisions that were. */
export async function dropFlapping(trx: WriteTransaction, decisions: JobOfIncident): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('decision')
    .set({ outcome: 'suppress', reason: 'flapping', held: null })
    .where(sql<boolean>`${waiting(decisions)} AND held = 'flapping'`)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** The same for all jobs of an incident. */
export async function dropAllFlapping(trx: WriteTransaction, incident: number): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('decision')
    .set({ outcome: 'suppress', reason: 'flapping', held: null })
    .where('incident', '=', incident)
    .where('outcome', '=', 'notify')
    .where('notification', 'is', null)
    .where('held', '=', 'flapping')
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

const MUTED = sql`held IN ('silenced', 'maintenance')`;

function waiting({ incident, job }: JobOfIncident) {
  return sql<boolean>`incident = ${incident} AND outcome = 'notify' AND notification IS NULL
    AND transition IN (SELECT id FROM transition WHERE job = ${job})`;
}
