import type { Instant } from '../time.ts';
import type { TargetTable } from './schema.ts';
import type { Database, WriteTransaction } from './store.ts';

/** What is remembered of a target between polls. */
export interface TargetState {
  /** When the last complete read began, by the server's clock; undefined until there was one. */
  readonly lastReadStartedAt: Instant | undefined;
  readonly lastPollAt: Instant | undefined;
  readonly lastCompletePollAt: Instant | undefined;
}

export interface TargetIdentity {
  readonly name: string;
  readonly bucket: string;
  readonly region: string;
  /** What is watched, as text (bucket, region, filters). */
  readonly scope: string;
}

/**
 * Makes the target known. When its scope is another than last time, it begins anew: its next complete read
 * is a baseline again, for what the new scope shows is not what happened meanwhile.
 */
export async function registerTarget(trx: WriteTransaction, target: TargetIdentity): Promise<void> {
  const known = await trx
    .selectFrom('target')
    .select('scope')
    .where('name', '=', target.name)
    .executeTakeFirst();
  const anew = { last_read_started_at: null, last_poll_at: null, last_complete_poll_at: null };
  if (known === undefined) {
    await trx
      .insertInto('target')
      .values({ ...target, ...anew })
      .execute();
  } else if (known.scope !== target.scope) {
    await trx
      .updateTable('target')
      .set({ ...target, ...anew })
      .where('name', '=', target.name)
      .execute();
  }
}

export async function targetState(db: Database, name: string): Promise<TargetState> {
  return (await targetStates(db)).get(name) ?? toState(undefined);
}

/** By name, of all targets ever watched. */
export async function targetStates(db: Database): Promise<ReadonlyMap<string, TargetState>> {
  const rows = await db.selectFrom('target').selectAll().execute();
  return new Map(rows.map((row) => [row.name, toState(row)]));
}

function toState(row: TargetTable | undefined): TargetState {
  return {
    lastReadStartedAt: row?.last_read_started_at ?? undefined,
    lastPollAt: row?.last_poll_at ?? undefined,
    lastCompletePollAt: row?.last_complete_poll_at ?? undefined,
  };
}

/** All targets ever watched, also those no longer configured. */
export async function targetIdentities(db: Database): Promise<TargetIdentity[]> {
  return await db.selectFrom('target').select(['name', 'bucket', 'region', 'scope']).execute();
}

export async function recordPoll(
  trx: WriteTransaction,
  poll: {
    readonly target: string;
    readonly endedAt: Instant;
    /** Given when the read was complete: when it began, by the server's clock. */
    readonly completeReadStartedAt: Instant | undefined;
  },
): Promise<void> {
  const complete = poll.completeReadStartedAt;
  await trx
    .updateTable('target')
    .set({
      last_poll_at: poll.endedAt,
      ...(complete !== undefined && { last_read_started_at: complete, last_complete_poll_at: poll.endedAt }),
    })
    .where('name', '=', poll.target)
    .execute();
}
