import { sql } from 'kysely';
import type { Instant } from '../../platform/time.ts';
import type { Database } from '../sqlite/store.ts';
import type { IncidentEventRow } from './incident-story.ts';
import { selectIncidents, type IncidentView } from './incident-views.ts';

/** How far somebody has read: the last transition and the last event of an incident that they know. */
export interface StreamPosition {
  transition: number;
  event: number;
}

/** A job that went to another state, or was seen for the first time. */
export interface StreamedTransition {
  id: number;
  target: string;
  jobId: string;
  name: string;
  /** Null when it was seen for the first time. */
  from: string | null;
  to: string;
  /** When it was seen, and since when it is so. */
  observedAt: Instant;
  since: Instant;
  pollId: string;
  /** Found by the very first read. */
  isBaseline: boolean;
}

/** Something that happened to an incident, with the incident as it is now. */
export interface StreamedIncident {
  event: IncidentEventRow;
  incident: IncidentView;
}

/** What came between two positions, each in order, and where to read on. */
export interface StreamEvents {
  transitions: readonly StreamedTransition[];
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

/** What lies after one position and not behind another: at most `limit` transitions and as many events. */
export async function eventsBetween(
  db: Database,
  span: { after: StreamPosition; upTo: StreamPosition; limit: number },
): Promise<StreamEvents> {
  const { after, upTo, limit } = span;
  const transitions = await transitionsBetween(db, span);
  const { rows: events } = await sql<IncidentEventRow>`
    SELECT * FROM incident_event WHERE id > ${after.event} AND id <= ${upTo.event}
    ORDER BY id LIMIT ${limit}`.execute(db);
  const rows = JSON.stringify([...new Set(events.map(({ incident }) => incident))]);
  const found = await selectIncidents(db, sql`WHERE id IN (SELECT value FROM json_each(${rows}))`);
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

/** Where to read on: at the end, unless there may be more; what is missing before the end was pruned. */
function behind(rows: readonly { id: number }[], { limit, end }: { limit: number; end: number }): number {
  return rows.length < limit ? end : (rows.at(-1)?.id ?? end);
}

async function transitionsBetween(
  db: Database,
  { after, upTo, limit }: Parameters<typeof eventsBetween>[1],
): Promise<StreamedTransition[]> {
  const { rows } = await sql<Omit<StreamedTransition, 'isBaseline'> & { baseline: number }>`
    SELECT transition.id, target, job_id AS "jobId", name, from_state AS "from", to_state AS "to",
      observed_at AS "observedAt", since, poll_id AS "pollId", baseline
    FROM transition CROSS JOIN job ON job.id = transition.job
    WHERE transition.id > ${after.transition} AND transition.id <= ${upTo.transition}
    ORDER BY transition.id LIMIT ${limit}`.execute(db);
  return rows.map(({ baseline, ...transition }) => ({ ...transition, isBaseline: baseline === 1 }));
}
