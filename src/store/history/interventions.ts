import { sql } from 'kysely';
import type { Instant } from '../../platform/time.ts';
import { closeIncident, findOpen, touch } from '../incidents/incidents.ts';
import { recordEvent } from '../incidents/incident-events.ts';
import type { Span } from './past.ts';
import type { Database, WriteTransaction } from '../sqlite/store.ts';

/** What a person did about an incident, which is known by its rule and group. */
export interface Intervention {
  at: Instant;
  kind: 'acknowledged' | 'closed';
  by: string;
  rule: string;
  groupKey: string;
}

export async function pastInterventions(db: Database, { from, until }: Span): Promise<Intervention[]> {
  const { rows } = await sql<Intervention>`
    SELECT at, incident_event.kind, coalesce(acknowledged_by, '') AS "by", rule, group_key AS "groupKey"
    FROM incident_event JOIN incident ON incident.row = incident_event.incident
    WHERE at >= ${from} AND at < ${until}
      AND (incident_event.kind = 'acknowledged' OR (incident_event.kind = 'closed' AND reason = 'hand'))
    ORDER BY incident_event.id`.execute(db);
  return rows;
}

/** Does the same to the incident of that rule and group which is open now; false when there is none. */
export async function repeatIntervention(trx: WriteTransaction, done: Intervention): Promise<boolean> {
  const incident = await findOpen(trx, done);
  if (incident === undefined) return false;
  const { at, kind, by } = done;
  if (kind === 'closed') {
    await closeIncident(trx, incident.row, { at, reason: 'hand' });
  } else {
    const acknowledged = { state: 'acknowledged' as const, acknowledged_at: at, acknowledged_by: by };
    await trx.updateTable('incident').set(acknowledged).where('id', '=', incident.row).execute();
    await touch(trx, [incident.row], { now: at });
  }
  await recordEvent(trx, {
    incident: incident.row,
    at,
    kind,
    reason: kind === 'closed' ? 'hand' : kind,
    detail: by,
  });
  return true;
}
