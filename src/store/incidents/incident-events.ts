import { sql } from 'kysely';
import type { Instant } from '../../platform/time.ts';
import type { WriteTransaction } from '../sqlite/store.ts';

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

export interface IncidentEvent {
  incident: number;
  at: Instant;
  kind: IncidentEventKind;
  /** A named reason. */
  reason: string;
  receiver?: string | undefined;
  notification?: number | undefined;
  /** One line for people; of what is held: what holds it, where the reason does not say all. */
  detail?: string | undefined;
  /** Of what is held: until when, as far as is known. */
  until?: Instant | undefined;
}

export async function recordEvent(trx: WriteTransaction, event: IncidentEvent): Promise<void> {
  await recordEvents(trx, [event]);
}

/** Records events, in this order. */
export async function recordEvents(trx: WriteTransaction, events: readonly IncidentEvent[]): Promise<void> {
  if (events.length === 0) return;
  await sql`
    INSERT INTO incident_event (incident, at, kind, reason, receiver, notification, detail, until_at)
    SELECT listed.value ->> 'incident', listed.value ->> 'at', listed.value ->> 'kind', listed.value ->> 'reason',
      listed.value ->> 'receiver', listed.value ->> 'notification', listed.value ->> 'detail', listed.value ->> 'until'
    FROM json_each(${JSON.stringify(events)}) AS listed ORDER BY listed.key`.execute(trx);
}
