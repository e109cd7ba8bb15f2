import { sql, type RawBuilder } from 'kysely';
import type { HoldReason } from '../../core/incident/lifecycle.ts';
import { isInitialScan } from '../../core/incident/initial-scan.ts';
import type { Incident } from '../../core/incident/incident.ts';
import type { Thread } from '../../core/incident/thread.ts';
import type { Instant } from '../../platform/time.ts';
import { fromJson } from '../dialect/json.ts';
import { withoutNulls } from '../dialect/without-nulls.ts';
import { eachId } from '../dialect/listed.ts';
import type { Database } from '../database.ts';
import { jsonObject } from '../dialect/json-column.ts';
import { loadMembers, type Chosen, type LoadMembersOptions } from './load-members.ts';

export interface LoadOptions extends LoadMembersOptions {
  /** True when silences or maintenance may cover jobs: then each job is loaded. */
  coversJobs: boolean;
  /** At most so many, those longest due first. */
  limit: number;
}

/**
 * Loads incidents that are due, with their members and threads. Takes four statements, however many incidents, receivers
 * or jobs there are.
 */
export async function loadDueIncidents(db: Database, options: LoadOptions): Promise<Incident[]> {
  const { now, limit } = options;
  const rows = await incidentRows(db, sql`due_at <= ${now} ORDER BY due_at, incident.id LIMIT ${limit}`);
  if (rows.length === 0) return [];
  const close = rows.filter((row) => options.coversJobs || row.silencedSince !== null || row.hasMuted === 1);
  const chosen = {
    all: rows.map(({ row }) => row),
    close: close.map(({ row }) => row),
  };
  const members = await loadMembers(db, chosen, options);
  const threads = Map.groupBy(await threadRows(db, chosen), ({ incident }) => incident);
  return rows.map((row) => ({
    ...toIncident(row),
    members: members.get(row.row) ?? [],
    threads: (threads.get(row.row) ?? []).map(toThread),
  }));
}

/** Loads the incident of this id without its members and threads, which nothing that a person does depends on. */
export async function loadIncident(db: Database, id: string): Promise<Incident | undefined> {
  const [row] = await incidentRows(db, sql`public_id = ${id}`);
  return row && { ...toIncident(row), members: [], threads: [] };
}

/** Nulls for what is absent, 0 and 1 for flags, and JSON for what is more than a value. */
type IncidentRow = Pick<
  Incident,
  'row' | 'id' | 'rule' | 'groupKey' | 'severity' | 'state' | 'openedAt' | 'lastJoinedAt'
> & {
  kind: 'jobs' | 'condition';
  labels: string;
  title: string | null;
  summary: string | null;
  acknowledged: string | null;
  closed: string | null;
  firstNotifiedAt: Instant | null;
  previousNotifiedAt: Instant | null;
  pendingUpdate: NonNullable<Incident['pendingUpdate']> | null;
  isSilenced: number;
  silencedSince: Instant | null;
  hasMuted: number;
  isUnderWay: number;
};

/**
 * A message is under way while a server is offered it for the first time. Within a minute it is known whether the
 * server got anything of it. Only if it got nothing may the message still be rewritten.
 */
async function incidentRows(db: Database, which: RawBuilder<unknown>): Promise<IncidentRow[]> {
  const { rows } = await sql<IncidentRow>`
    SELECT id AS "row", public_id AS id, kind, rule, group_key AS "groupKey", labels, severity, title, summary, state,
      opened_at AS "openedAt", last_joined_at AS "lastJoinedAt", first_notified_at AS "firstNotifiedAt",
      previous_notified_at AS "previousNotifiedAt", pending_update AS "pendingUpdate", silenced AS "isSilenced",
      CASE WHEN acknowledged_at IS NOT NULL
        THEN ${jsonObject({ by: sql`coalesce(acknowledged_by, '')`, at: sql`acknowledged_at` })} END AS acknowledged,
      CASE WHEN closed_at IS NOT NULL THEN ${jsonObject({ reason: sql`closed_reason`, at: sql`closed_at` })} END AS closed,
      (SELECT CASE event.kind WHEN 'silenced' THEN at END FROM incident_event AS event
        WHERE event.incident = incident.id AND event.kind IN ('silenced', 'silence-ended')
        ORDER BY event.id DESC LIMIT 1) AS "silencedSince",
      EXISTS (SELECT 1 FROM decision WHERE decision.incident = incident.id AND outcome = 'notify'
        AND notification IS NULL AND held IN ('silenced', 'maintenance')) AS "hasMuted",
      EXISTS (SELECT 1 FROM thread JOIN outbox
          ON outbox.notification = (SELECT max(id) FROM notification WHERE notification.thread = thread.id)
        WHERE thread.incident = incident.id GROUP BY thread.id
        HAVING count(*) FILTER (WHERE outbox.state = 'claimed') > 0
          AND count(*) FILTER (WHERE offered = 1 OR outbox.state NOT IN ('pending', 'claimed')) = 0) AS "isUnderWay"
    FROM incident WHERE ${which}`.execute(db);
  return rows;
}

function toIncident({ summary, ...row }: IncidentRow): Omit<Incident, 'members' | 'threads'> {
  const { acknowledged, closed, ...rest } = withoutNulls(row);
  return {
    ...rest,
    kind: isInitialScan(row.groupKey) ? 'initial-scan' : row.kind,
    labels: fromJson(row.labels),
    condition: summary === null ? undefined : fromJson(summary),
    acknowledged: acknowledged === undefined ? undefined : fromJson(acknowledged),
    closed: closed === undefined ? undefined : fromJson(closed),
    isSilenced: row.isSilenced === 1,
    isUnderWay: row.isUnderWay === 1,
  };
}

type ThreadRow = Pick<Thread, 'receiver' | 'via' | 'ordinal' | 'messages'> & {
  incident: number;
  notifiedAt: Instant | null;
  isClosed: number;
  subject: string | null;
  unoffered: string | null;
  lastEvent: string | null;
};

async function threadRows(db: Database, chosen: Chosen): Promise<ThreadRow[]> {
  const { rows } = await sql<ThreadRow>`
    SELECT thread.incident, thread.receiver, via, messages, notified_at AS "notifiedAt", closed AS "isClosed", subject,
      row_number() OVER (PARTITION BY thread.incident ORDER BY thread.id) AS ordinal,
      CASE WHEN last.id IS NOT NULL
        THEN ${jsonObject({ notification: sql`last.id`, messageId: sql`last.message_id` })} END AS unoffered,
      (SELECT ${jsonObject({ kind: sql`kind`, reason: sql`reason`, by: sql`detail` })} FROM incident_event AS event
        WHERE event.incident = thread.incident AND event.receiver = thread.receiver
        ORDER BY event.id DESC LIMIT 1) AS "lastEvent"
    FROM thread LEFT JOIN notification AS last
      ON last.id = (SELECT max(id) FROM notification WHERE notification.thread = thread.id)
        AND EXISTS (SELECT 1 FROM outbox WHERE outbox.notification = last.id)
        AND NOT EXISTS (SELECT 1 FROM outbox
          WHERE outbox.notification = last.id AND (state <> 'pending' OR offered = 1))
    WHERE thread.incident IN ${eachId(chosen.all)} ORDER BY thread.id`.execute(db);
  return rows;
}

function toThread({ incident: _incident, lastEvent, unoffered, ...row }: ThreadRow): Thread {
  return {
    ...withoutNulls(row),
    isClosed: row.isClosed === 1,
    unoffered: unoffered === null ? undefined : fromJson(unoffered),
    lastHold: lastEvent === null ? undefined : toLastHold(lastEvent),
  };
}

function toLastHold(event: string): Thread['lastHold'] {
  const { kind, ...hold } = withoutNulls(
    fromJson<{ kind: string; reason: HoldReason; by: string | null }>(event),
  );
  return kind === 'held' ? hold : undefined;
}
