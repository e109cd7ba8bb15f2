import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Duration, Instant } from '../../platform/time.ts';
import type { WriteTransaction } from '../database.ts';
import type { Store } from '../store.ts';

/** Rows per transaction: small enough that nobody waits for it. */
const STEP = 500;

export interface PruneOptions {
  settledBefore: Instant;
  /** The reach of a target's next window before its last complete read, generously. */
  windowReach: Duration;
  /** Names of the targets that are configured: only they have a next window. */
  targets: readonly string[];
}

export interface Pruned {
  jobs: number;
  notifications: number;
  /** Entries among them that were never delivered: they had been given up before `settledBefore`. */
  deadEntries: number;
}

/**
 * Prunes jobs that ended (or were given up) before `settledBefore`, with their history, and notifications whose
 * entries were all settled before then. Works in small steps, and stops early when `signal` aborts.
 *
 * A job that the target's next window may still show stays: it would come back as new and notify again. A job with a
 * pending decision stays too: a message that waits may be written again. The notifications of an open incident stay: an
 * Alertmanager is sent them again until it is closed.
 */
export async function prune(store: Store, options: PruneOptions & { signal: AbortSignal }): Promise<Pruned> {
  const pruned = { jobs: 0, notifications: 0, deadEntries: 0 };
  for (;;) {
    if (options.signal.aborted) return pruned;
    const step = await store.write((trx) => pruneStep(trx, options));
    pruned.jobs += step.jobs;
    pruned.notifications += step.notifications;
    pruned.deadEntries += step.deadEntries;
    if (step.jobs < STEP && step.notifications < STEP) return pruned;
    // SQLite works within this thread: without a pause, neither scrapes nor signals would get their turn.
    await setImmediate();
  }
}

async function pruneStep(
  trx: WriteTransaction,
  { settledBefore, windowReach, targets }: PruneOptions,
): Promise<Pruned> {
  const jobs = await sql`
    DELETE FROM job WHERE id IN (
      SELECT job.id FROM job JOIN target ON target.name = job.target
      WHERE job.followed = 0 AND job.changed_at < ${settledBefore}
        AND (job.target NOT IN ${eachOf(targets)}
          OR coalesce(job.created_at, job.first_seen_at) < target.last_read_started_at - ${windowReach})
        AND NOT EXISTS (
          SELECT 1 FROM transition JOIN decision ON decision.transition = transition.id
          WHERE transition.job = job.id AND decision.outcome = 'notify' AND (decision.notification IS NULL
            OR EXISTS (SELECT 1 FROM outbox
              WHERE outbox.notification = decision.notification AND outbox.settled_at IS NULL)))
      ORDER BY job.changed_at LIMIT ${STEP})`.execute(trx);
  const settled = await sql<{ id: number; dead: number }>`
    SELECT notification AS id, count(*) FILTER (WHERE state = 'dead') AS dead FROM outbox
    WHERE notification IN (
      SELECT DISTINCT entry.notification FROM outbox AS entry
      WHERE entry.settled_at < ${settledBefore} AND NOT EXISTS (
        SELECT 1 FROM outbox AS other WHERE other.notification = entry.notification
          AND (other.settled_at IS NULL OR other.settled_at >= ${settledBefore}))
        AND NOT EXISTS (
          SELECT 1 FROM notification ${thenJoin()} thread ON thread.id = notification.thread
            ${thenJoin()} incident ON incident.id = thread.incident
          WHERE notification.id = entry.notification AND incident.state <> 'closed')
      LIMIT ${STEP})
    GROUP BY notification`.execute(trx);
  if (settled.rows.length > 0) {
    const ids = settled.rows.map((row) => row.id);
    await trx.deleteFrom('notification').where('id', 'in', eachId(ids)).execute();
  }
  await pruneTheRest(trx, settledBefore);
  return {
    jobs: Number(jobs.numAffectedRows ?? 0),
    notifications: settled.rows.length,
    deadEntries: settled.rows.reduce((sum, row) => sum + row.dead, 0),
  };
}

/** Prunes closed incidents, ended silences and hourly counts. An incident with pending decisions stays. */
async function pruneTheRest(trx: WriteTransaction, settledBefore: Instant): Promise<void> {
  await sql`
    DELETE FROM incident WHERE id IN (
      SELECT id FROM incident WHERE closed_at < ${settledBefore} AND due_at IS NULL LIMIT ${STEP})`.execute(
    trx,
  );
  await trx.deleteFrom('silence').where('until_at', '<', settledBefore).execute();
  await trx.deleteFrom('hourly_transition').where('hour', '<', settledBefore).execute();
  await trx.deleteFrom('hourly_run').where('hour', '<', settledBefore).execute();
}
import { eachId, eachOf } from '../dialect/listed.ts';
import { thenJoin } from '../dialect/hints.ts';
