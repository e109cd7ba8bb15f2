import { sql } from 'kysely';
import type { Database } from '../database.ts';
import type { IncidentEventRow } from './incident-life.ts';
import { selectIncidents, type IncidentView } from './incident-views.ts';
import { selectTransitions, type TransitionView } from './transition-list.ts';
import { thenJoin } from '../dialect/hints.ts';
import { eachId } from '../dialect/listed.ts';

/** A reader's place: the last transition and the last event of an incident that they know. */
export interface StreamPosition {
  transition: number;
  event: number;
}

/** Something that happened to an incident, with the incident as it is now. */
export interface StreamedIncident {
  event: IncidentEventRow;
  incident: IncidentView;
}

/** The transitions and events between two positions, in order, and the position to read on from. */
export interface StreamEvents {
  transitions: readonly TransitionView[];
  incidents: readonly StreamedIncident[];
  next: StreamPosition;
}

/** The position behind all that there is. */
export async function latestPosition(db: Database): Promise<StreamPosition> {
  const { rows } = await sql<{ transition: number | null; event: number | null }>`
    SELECT (SELECT max(id) FROM transition) AS transition, (SELECT max(id) FROM incident_event) AS event`.execute(
    db,
  );
  return { transition: rows[0]?.transition ?? 0, event: rows[0]?.event ?? 0 };
}

/** Returns what happened after one position, up to another: at most `limit` transitions and as many events. */
export async function eventsBetween(
  db: Database,
  { after, upTo, limit }: { after: StreamPosition; upTo: StreamPosition; limit: number },
): Promise<StreamEvents> {
  const transitions = await selectTransitions(
    db,
    sql`transition ${thenJoin()} job ON job.id = transition.job
    WHERE transition.id > ${after.transition} AND transition.id <= ${upTo.transition}
    ORDER BY transition.id LIMIT ${limit}`,
  );
  const { rows: events } = await sql<IncidentEventRow>`
    SELECT * FROM incident_event WHERE id > ${after.event} AND id <= ${upTo.event}
    ORDER BY id LIMIT ${limit}`.execute(db);
  const rows = new Set(events.map(({ incident }) => incident));
  const found = await selectIncidents(db, sql`WHERE id IN ${eachId(rows)}`);
  const incidents = new Map(found.map(({ row, view }) => [row, view]));
  return {
    transitions,
    incidents: events.flatMap((event) => {
      const incident = incidents.get(event.incident);
      return incident === undefined ? [] : [{ event, incident }];
    }),
    next: {
      transition: behind(transitions, { limit, end: upTo.transition }),
      event: behind(events, { limit, end: upTo.event }),
    },
  };
}

/** Returns the place to read on from: the end, unless there may be more. Rows missing before the end were pruned. */
function behind(rows: readonly { id: number }[], { limit, end }: { limit: number; end: number }): number {
  return rows.length < limit ? end : (rows.at(-1)?.id ?? end);
}
