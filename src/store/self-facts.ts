import { sql } from 'kysely';
import {
  FORGET_DEAD,
  type FaultFacts,
  type OutboxHealth,
  type TargetHealth,
  type WatchdogFacts,
} from '../alerts/watchdog.ts';
import { isKnown } from '../jobs/state.ts';
import type { Duration, Instant } from '../time.ts';
import { readFact, keepFact } from './facts.ts';
import { fromJson } from './json.ts';
import type { Database, WriteTransaction } from './store.ts';

/** How the polls of these targets went. */
export async function targetHealth(db: Database, targets: readonly string[]): Promise<TargetHealth[]> {
  const rows = await db.selectFrom('target').selectAll().execute();
  return rows
    .filter(({ name }) => targets.includes(name))
    .map((row) => ({
      name: row.name,
      failedPolls: row.failed_polls,
      failingSince: row.failing_since ?? undefined,
      fault: row.last_fault === null ? undefined : fromJson<FaultFacts>(row.last_fault),
      clockSkew: row.clock_skew ?? undefined,
    }));
}

/** How many polls have ended, of all targets. */
export async function countPolls(db: Database): Promise<number> {
  const { polls } = await db
    .selectFrom('target')
    .select(({ fn }) => fn.coalesce(fn.sum<number>('polls'), sql<number>`0`).as('polls'))
    .executeTakeFirstOrThrow();
  return polls;
}

/**
 * What can be wrong with the mails that should leave, as a process sees it that has tried since `startedAt`. What is
 * dated later than now, by a clock that has been set back since, proves neither that something was tried lately nor
 * that what waits is new.
 */
export async function outboxFacts(
  db: Database,
  asked: {
    readonly channel: string;
    readonly recipients: readonly string[];
    readonly startedAt: Instant;
    readonly now: Instant;
  },
): Promise<Pick<WatchdogFacts, 'outbox' | 'deadRecipients'>> {
  const { channel, recipients, startedAt, now } = asked;
  const outbox = await outboxHealth(db, { channel, now });
  // A process that has just begun had no time to try.
  const begun = startedAt > now ? 0 : startedAt;
  return {
    outbox: { ...outbox, lastAttemptAt: Math.max(outbox.lastAttemptAt ?? 0, begun) },
    deadRecipients: await deadRecipients(db, { channel, recipients, since: now - FORGET_DEAD }),
  };
}

export async function outboxHealth(
  db: Database,
  { channel, now }: { readonly channel: string; readonly now: Instant },
): Promise<OutboxHealth> {
  const { rows } = await sql<{ pending: number; oldest: number | null; failing: number | null }>`
    SELECT count(*) AS pending, min(notification) AS oldest,
      min(CASE WHEN attempts > (state = 'claimed') THEN notification END) AS failing
    FROM outbox WHERE channel = ${channel} AND state IN ('pending', 'claimed', 'dead') AND state <> 'dead'`.execute(
    db,
  );
  const { pending = 0, oldest = null, failing = null } = rows[0] ?? {};
  const last = await db
    .selectFrom('attempt')
    .select('started_at')
    .where('channel', '=', channel)
    .where('started_at', '<=', now)
    .orderBy('started_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  const since = { pendingSince: await madeAt(db, oldest), failingSince: await madeAt(db, failing) };
  const isFuture = (since.pendingSince ?? now) > now || (since.failingSince ?? now) > now;
  return {
    pending,
    ...(isFuture ? await oldestByNow(db, { channel, now }) : since),
    lastAttemptAt: last?.started_at,
  };
}

/** As `outboxHealth` says it, of what was made by now alone. Takes longer: it looks at every entry that waits. */
async function oldestByNow(
  db: Database,
  { channel, now }: { readonly channel: string; readonly now: Instant },
): Promise<Pick<OutboxHealth, 'pendingSince' | 'failingSince'>> {
  const { rows } = await sql<{ oldest: Instant | null; failing: Instant | null }>`
    SELECT min(created_at) AS oldest,
      min(CASE WHEN attempts > (state = 'claimed') THEN created_at END) AS failing
    FROM outbox JOIN notification ON notification.id = outbox.notification
    WHERE outbox.channel = ${channel} AND state IN ('pending', 'claimed', 'dead') AND state <> 'dead'
      AND created_at <= ${now}`.execute(db);
  const { oldest = null, failing = null } = rows[0] ?? {};
  return { pendingSince: oldest ?? undefined, failingSince: failing ?? undefined };
}

async function madeAt(db: Database, notification: number | null): Promise<Instant | undefined> {
  if (notification === null) return undefined;
  const row = await db
    .selectFrom('notification')
    .select('created_at')
    .where('id', '=', notification)
    .executeTakeFirst();
  return row?.created_at;
}

/** Which of these addresses had their last message refused for good, since then. */
export async function deadRecipients(
  db: Database,
  asked: { readonly channel: string; readonly recipients: readonly string[]; readonly since: Instant },
): Promise<string[]> {
  const { rows } = await sql<{ recipient: string }>`
    SELECT recipient FROM (
      SELECT recipient, max(settled_at) AS died FROM outbox
      WHERE channel = ${asked.channel} AND state IN ('pending', 'claimed', 'dead') AND state = 'dead'
        AND settled_at >= ${asked.since}
        AND recipient IN (SELECT value FROM json_each(${JSON.stringify(asked.recipients)}))
      GROUP BY recipient) AS dead
    WHERE NOT EXISTS (SELECT 1 FROM outbox AS later
      WHERE later.settled_at > dead.died AND later.recipient = dead.recipient AND later.state = 'sent')
    ORDER BY recipient`.execute(db);
  return rows.map(({ recipient }) => recipient);
}

/** The words for states, of followed jobs of these targets, that the API does not document. */
export async function unknownStates(
  db: Database,
  targets: readonly string[],
): Promise<{ target: string; states: string[] }[]> {
  const rows = await db
    .selectFrom('job_count')
    .select(['target', 'state'])
    .distinct()
    .where('jobs', '>', 0)
    .execute();
  const unknown = rows.filter(({ target, state }) => targets.includes(target) && !isKnown(state));
  return [...Map.groupBy(unknown, ({ target }) => target)].map(([target, found]) => ({
    target,
    states: found.map(({ state }) => state).toSorted(),
  }));
}

interface VanishedJob {
  readonly target: string;
  readonly jobId: string;
  readonly at: Instant;
}

const VANISHED = 'vanished-jobs';

/** Remembers that these jobs of a target vanished. */
export async function noteVanished(
  trx: WriteTransaction,
  vanished: { readonly target: string; readonly jobIds: readonly string[]; readonly at: Instant },
): Promise<void> {
  if (vanished.jobIds.length === 0) return;
  const known = (await readFact<VanishedJob[]>(trx, VANISHED)) ?? [];
  const { target, at } = vanished;
  await keepFact(trx, VANISHED, [...known, ...vanished.jobIds.map((jobId) => ({ target, jobId, at }))]);
}

/** The jobs that vanished within `within` and were not found again, by target; all others are forgotten. */
export async function vanishedJobs(
  trx: WriteTransaction,
  { now, within }: { readonly now: Instant; readonly within: Duration },
): Promise<{ target: string; jobIds: string[] }[]> {
  const known = await readFact<VanishedJob[]>(trx, VANISHED);
  if (known === undefined) return [];
  const { rows } = await sql<VanishedJob>`
    SELECT value ->> 'target' AS target, value ->> 'jobId' AS "jobId", value ->> 'at' AS at
    FROM json_each(${JSON.stringify(known)})
      JOIN job ON job.target = value ->> 'target' AND job.job_id = value ->> 'jobId'
    WHERE followed = 0 AND state NOT IN ('Success', 'Failed', 'Cancel') AND value ->> 'at' > ${now - within}`.execute(
    trx,
  );
  if (rows.length !== known.length) await keepFact(trx, VANISHED, rows.length === 0 ? undefined : rows);
  return [...Map.groupBy(rows, ({ target }) => target)].map(([target, found]) => ({
    target,
    jobIds: found.map(({ jobId }) => jobId),
  }));
}
