import { sql } from 'kysely';
import type { IncidentEventKind } from '../../core/incident/lifecycle.ts';
import type { Instant } from '../../platform/time.ts';
import { asNumber, listedRows } from '../dialect/listed.ts';
import type { WriteTransaction } from '../database.ts';

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
    SELECT ${asNumber('incident')}, ${asNumber('at')}, listed.value ->> 'kind', listed.value ->> 'reason',
      listed.value ->> 'receiver', ${asNumber('notification')}, listed.value ->> 'detail', ${asNumber('until')}
    FROM ${listedRows(events)} ORDER BY listed.key`.execute(trx);
}
