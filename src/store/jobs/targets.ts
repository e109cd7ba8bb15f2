import type { ExpressionBuilder, Selectable } from 'kysely';
import { isPlausible, type Duration, type Instant } from '../../platform/time.ts';
import type { FaultReading } from '../../core/incident/self-check.ts';
import { keepPoll, type PollWork } from './polls.ts';
import type { TargetTable } from '../schema/job-tables.ts';
import type { Schema } from '../schema/schema.ts';
import type { Database, WriteTransaction } from '../database.ts';

/** A target's memory between polls. */
export interface TargetState {
  /** When the last complete read began, by the server's clock; undefined until there was one. */
  lastReadStartedAt: Instant | undefined;
  lastPollAt: Instant | undefined;
  lastCompletePollAt: Instant | undefined;
  /** True when the last poll failed. */
  isFailing: boolean;
}

export interface TargetIdentity {
  name: string;
  bucket: string;
  region: string;
  /** Bucket, region and filters as text. */
  scope: string;
}

/**
 * Makes the target known. A target with another scope than last time begins again: its next complete read is a
 * baseline. The jobs of the new scope did not change meanwhile, they only came into view.
 */
export async function registerTarget(trx: WriteTransaction, target: TargetIdentity): Promise<void> {
  const known = await trx
    .selectFrom('target')
    .select('scope')
    .where('name', '=', target.name)
    .executeTakeFirst();
  const anew = {
    last_read_started_at: null,
    last_poll_at: null,
    last_complete_poll_at: null,
    clock_skew: null,
    ...NOT_FAILING,
  };
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
  return toState(await db.selectFrom('target').selectAll().where('name', '=', name).executeTakeFirst());
}

/** By name, of all targets ever watched. */
export async function targetStates(db: Database): Promise<ReadonlyMap<string, TargetState>> {
  const rows = await db.selectFrom('target').selectAll().orderBy('name').execute();
  return new Map(rows.map((row) => [row.name, toState(row)]));
}

function toState(row: Selectable<TargetTable> | undefined): TargetState {
  return {
    lastReadStartedAt: row && lastReadOf(row),
    lastPollAt: row?.last_poll_at ?? undefined,
    lastCompletePollAt: row?.last_complete_poll_at ?? undefined,
    isFailing: row !== undefined && row.failed_polls > 0,
  };
}

/** An older version kept any time that a server sent. One that cannot be true is replaced by ours. */
function lastReadOf(row: Selectable<TargetTable>): Instant | undefined {
  const readStartedAt = row.last_read_started_at ?? undefined;
  return readStartedAt === undefined || isPlausible(readStartedAt)
    ? readStartedAt
    : (row.last_complete_poll_at ?? undefined);
}

/** All targets ever watched, also those no longer configured. */
export async function targetIdentities(db: Database): Promise<TargetIdentity[]> {
  return await db
    .selectFrom('target')
    .select(['name', 'bucket', 'region', 'scope'])
    .orderBy('name')
    .execute();
}

export interface EndedPoll {
  target: string;
  endedAt: Instant;
  /** Given when the read was complete: when it began, by the server's clock. */
  completeReadStartedAt: Instant | undefined;
  /** Own clock minus the server's; absent when the server sent no time. */
  clockSkew?: Duration | undefined;
  /** Given when the poll failed; neither this nor `completeReadStartedAt` when it was cut short. */
  fault?: FaultReading | undefined;
  /** Its work; absent: none. */
  work?: PollWork | undefined;
}

export async function recordPoll(trx: WriteTransaction, poll: EndedPoll): Promise<void> {
  await trx
    .updateTable('target')
    .set((eb) => ({ last_poll_at: poll.endedAt, polls: eb('polls', '+', 1), ...outcomeOf(eb, poll) }))
    .where('name', '=', poll.target)
    .execute();
  const { completeReadStartedAt, fault } = poll;
  const failed = fault === undefined ? 'aborted' : 'failed';
  const outcome = completeReadStartedAt === undefined ? failed : 'complete';
  await keepPoll(trx, { ...poll, outcome, reason: fault?.reason });
}

function outcomeOf(eb: ExpressionBuilder<Schema, 'target'>, poll: EndedPoll) {
  const { completeReadStartedAt, fault, endedAt, clockSkew = null } = poll;
  if (completeReadStartedAt !== undefined) {
    return {
      last_read_started_at: completeReadStartedAt,
      last_complete_poll_at: endedAt,
      clock_skew: clockSkew,
      ...NOT_FAILING,
    };
  }
  if (fault === undefined) return {};
  return {
    failed_polls: eb('failed_polls', '+', 1),
    failing_since: eb.fn.coalesce('failing_since', eb.val(endedAt)),
    last_fault: JSON.stringify(fault),
  };
}

const NOT_FAILING = { failed_polls: 0, failing_since: null, last_fault: null };
