import type { HoldReason } from '../../core/incident/incident.ts';
import type { Instant } from '../../platform/time.ts';
import type { Database, WriteTransaction } from '../sqlite/store.ts';

/** What is worth keeping of an incident's life: for `explain`, for the page, for whoever asks why. */
export type IncidentEventKind =
  | 'opened'
  | 'told'
  | 'held'
  | 'dropped'
  | 'flapping'
  | 'settled'
  | 'silenced'
  | 'silence-ended'
  | 'acknowledged'
  | 'escalated'
  /** A message that was given up is tried again; `detail` says for whom, and who wanted it. */
  | 'resent'
  | 'closed';

export async function recordEvent(
  trx: WriteTransaction,
  event: {
    incident: number;
    at: Instant;
    kind: IncidentEventKind;
    /** A named reason. */
    reason: string;
    receiver?: string | undefined;
    notification?: number | undefined;
    /** One line for people. */
    detail?: string | undefined;
    /** Of what is held: until when, as far as is known. */
    until?: Instant | undefined;
  },
): Promise<void> {
  const { receiver = null, notification = null, detail = null, until = null, ...rest } = event;
  await trx
    .insertInto('incident_event')
    .values({ ...rest, receiver, notification, detail, until_at: until })
    .execute();
}

/**
 * Records that something is held back, unless the last that is known of this receiver says the same.
 * @returns whether it was recorded.
 */
export async function recordHold(
  trx: WriteTransaction,
  held: {
    incident: number;
    receiver: string;
    at: Instant;
    reason: HoldReason;
    /** What holds it, where the reason does not say all: `silence 3`. */
    detail?: string | undefined;
    until: Instant;
  },
): Promise<boolean> {
  const last = await trx
    .selectFrom('incident_event')
    .select(['kind', 'reason', 'detail'])
    .where('incident', '=', held.incident)
    .where('receiver', '=', held.receiver)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const { reason, detail = null } = held;
  if (last?.kind === 'held' && last.reason === reason && last.detail === detail) return false;
  await recordEvent(trx, { ...held, kind: 'held' });
  return true;
}

/** Since when a silence or maintenance lasts that covered all of the incident as it was then; undefined when none does. */
export async function silencedSince(db: Database, incident: number): Promise<Instant | undefined> {
  const last = await db
    .selectFrom('incident_event')
    .select(['kind', 'at'])
    .where('incident', '=', incident)
    .where('kind', 'in', ['silenced', 'silence-ended'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last?.kind === 'silenced' ? last.at : undefined;
}
