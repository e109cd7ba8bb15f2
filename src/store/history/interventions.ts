import { sql } from 'kysely';
import type { Instant } from '../../platform/time.ts';
import type { Span } from './past.ts';
import type { Database } from '../database.ts';

/** A person's action on an incident, which rule and group identify. */
export interface Intervention {
  at: Instant;
  kind: 'acknowledged' | 'closed';
  by: string;
  rule: string;
  groupKey: string;
}

/** Returns the interventions of the span, in order. */
export async function pastInterventions(db: Database, { from, until }: Span): Promise<Intervention[]> {
  const { rows } = await sql<Intervention>`
    SELECT at, incident_event.kind, coalesce(acknowledged_by, '') AS "by", rule, group_key AS "groupKey"
    FROM incident_event JOIN incident ON incident.id = incident_event.incident
    WHERE at >= ${from} AND at < ${until}
      AND (incident_event.kind = 'acknowledged' OR (incident_event.kind = 'closed' AND reason = 'manual'))
    ORDER BY incident_event.id`.execute(db);
  return rows;
}
