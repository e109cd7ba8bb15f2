import { sql, type RawBuilder } from 'kysely';
import type { Labels } from '../../core/rule/group.ts';
import { incidentEnd, type IncidentEnd } from '../../core/incident/incident-end.ts';
import type { ClosedReason, IncidentState, Resolution } from '../../core/incident/lifecycle.ts';
import { olderTitle } from '../../core/message/older-title.ts';
import type { ConditionSummary } from '../../core/incident/condition.ts';
import type { Severity } from '../../core/severity.ts';
import type { Instant } from '../../platform/time.ts';
import { fromJson } from '../dialect/json.ts';
import type { Database } from '../database.ts';
import { thenJoin } from '../dialect/hints.ts';
import { jsonArray, jsonObject, jsonText, jsonTuple } from '../dialect/json-column.ts';
import { eachId, eachOf } from '../dialect/listed.ts';

/** An incident as people see it. */
export interface IncidentView {
  /** The id that people type. */
  id: string;
  kind: 'jobs' | 'condition';
  state: IncidentState;
  severity: Severity;
  rule: string;
  /** The cause and the labels, in one line. */
  title: string;
  labels: Labels;
  openedAt: Instant;
  /** All members, and the unresolved ones. */
  jobs: number;
  unresolved: number;
  /** The incident's only job. `undefined` when the incident has none or several. */
  onlyJob?: { target: string; jobId: string; name: string } | undefined;
  /** Receivers of which at least one recipient got a message. */
  toldTo: readonly string[];
  /** Receivers that no message reached yet, but one is on its way. */
  onItsWayTo: readonly string[];
  /** Receivers whose messages were all given up. */
  notReached: readonly string[];
  /** A silence or maintenance covers all of it. */
  isSilenced: boolean;
  acknowledged?: { by: string; at: Instant } | undefined;
  closed?: { reason: ClosedReason; end: IncidentEnd; at: Instant } | undefined;
}

/** Returns the incidents in these states, newest first. With `target`, only incidents of it or of its jobs. */
export async function incidentViews(
  db: Database,
  asked: { states: readonly IncidentState[]; target?: string | undefined },
): Promise<IncidentView[]> {
  const states = sql`state IN ${eachOf(asked.states)}`;
  const where = asked.target === undefined ? states : sql`${states} AND ${isAbout(asked.target)}`;
  return (await selectIncidents(db, sql`WHERE ${where} ORDER BY opened_at DESC, id DESC`)).map(
    ({ view }) => view,
  );
}

/** Selects incidents of the target or of its jobs. */
export function isAbout(target: string): RawBuilder<unknown> {
  return sql`(${jsonText('labels', 'target')} = ${target} OR EXISTS (
      SELECT 1 FROM member JOIN job ON job.id = member.job
      WHERE member.incident = incident.id AND job.target = ${target}))`;
}

/** Returns the incident of this public id. */
export async function incidentView(db: Database, id: string): Promise<IncidentView | undefined> {
  const [found] = await selectIncidents(db, sql`WHERE public_id = ${id}`);
  return found?.view;
}

/** Returns the incidents of these rows, newest first. */
export async function incidentViewsOf(db: Database, rows: readonly number[]): Promise<IncidentView[]> {
  const chosen = sql`WHERE id IN ${eachId(rows)} ORDER BY opened_at DESC, id DESC`;
  return (await selectIncidents(db, chosen)).map(({ view }) => view);
}

interface Row {
  id: number;
  public_id: string;
  kind: 'jobs' | 'condition';
  state: IncidentState;
  severity: Severity;
  rule: string;
  labels: string;
  title: string | null;
  summary: string | null;
  opened_at: Instant;
  silenced: number;
  acknowledged_at: Instant | null;
  acknowledged_by: string | null;
  closed_at: Instant | null;
  closed_reason: ClosedReason | null;
  jobs: number;
  unresolved: number;
  /** The ends of its members, each way once; empty before it is closed. */
  parts: string;
  some_job: string | null;
  states: string;
  /** The fate of the thread of each receiver that has a message. */
  fates: string;
}

type Fate = 'reached' | 'waiting' | 'dead';

/** A copy of a message of the thread. From the notification on, for indexes by state know nothing of threads. */
const COPY = sql`SELECT 1 FROM notification ${thenJoin()} outbox ON outbox.notification = notification.id
  WHERE (notification.thread = thread.id OR notification.id = thread.opened_by)`;

/** The fate of a thread's messages. Pruned ones were settled long ago, as good as all by delivery. */
const FATE = sql`CASE WHEN EXISTS (${COPY} AND outbox.state = 'sent') THEN 'reached'
  WHEN EXISTS (${COPY} AND outbox.state IN ('pending', 'claimed')) THEN 'waiting'
  WHEN EXISTS (${COPY} AND outbox.state = 'dead') THEN 'dead' ELSE 'reached' END`;

const SOME_JOB = jsonObject({ target: sql`job.target`, jobId: sql`job.job_id`, name: sql`job.name` });
const FIRST_SEEN = { orderBy: sql`seen` };

/** An incident with the number of its row. Numbers rise with the time of opening. */
export interface IncidentRow {
  row: number;
  view: IncidentView;
}

/** Reads the incidents that `tail` selects: `WHERE …`, and their order. */
export async function selectIncidents(db: Database, tail: RawBuilder<unknown>): Promise<IncidentRow[]> {
  const { rows } = await sql<Row>`
    SELECT id, public_id, kind, state, severity, rule, labels, title, summary, opened_at, silenced, acknowledged_at,
      acknowledged_by, closed_at, closed_reason,
      (SELECT count(*) FROM member WHERE member.incident = incident.id) AS jobs,
      (SELECT count(*) FROM member WHERE member.incident = incident.id AND resolved_at IS NULL) AS unresolved,
      (SELECT ${SOME_JOB} FROM member
        JOIN job ON job.id = member.job WHERE member.incident = incident.id LIMIT 1) AS some_job,
      (SELECT ${jsonArray(jsonTuple(sql`resolution, moved_to`), FIRST_SEEN)} FROM (
        SELECT resolution, CASE resolution WHEN 'moved' THEN resolved_by ELSE '' END AS moved_to, min(job) AS seen
        FROM member WHERE incident.state = 'closed' AND member.incident = incident.id AND resolution IS NOT NULL
        GROUP BY 1, 2) AS part) AS parts,
      (SELECT ${jsonArray(sql`state`, FIRST_SEEN)} FROM (
        SELECT member.state, min(job) AS seen FROM member WHERE member.incident = incident.id
        GROUP BY member.state) AS joined) AS states,
      (SELECT ${jsonArray(jsonTuple(sql`receiver, ${FATE}`), { orderBy: sql`thread.id` })} FROM thread
        WHERE thread.incident = incident.id AND messages > 0) AS fates
    FROM incident ${tail}`.execute(db);
  return rows.map((row) => ({ row: row.id, view: toView(row) }));
}

function partsOf(parts: string) {
  return fromJson<(readonly [how: Resolution, by: string])[]>(parts).map(([how, by]) => ({ how, by }));
}

function toView(row: Row): IncidentView {
  const labels = fromJson<Labels>(row.labels);
  const condition = row.summary === null ? undefined : fromJson<ConditionSummary>(row.summary);
  const { acknowledged_at, closed_at, closed_reason } = row;
  const fates = fromJson<[receiver: string, fate: Fate][]>(row.fates);
  const having = (wanted: Fate) => fates.filter(([, fate]) => fate === wanted).map(([receiver]) => receiver);
  return {
    id: row.public_id,
    kind: row.kind,
    state: row.state,
    severity: row.severity,
    rule: row.rule,
    title:
      row.title ??
      olderTitle({ labels, states: fromJson<string[]>(row.states), condition: condition?.title }),
    labels,
    openedAt: row.opened_at,
    jobs: row.jobs,
    unresolved: row.unresolved,
    onlyJob: row.jobs === 1 && row.some_job !== null ? fromJson(row.some_job) : undefined,
    toldTo: having('reached'),
    onItsWayTo: having('waiting'),
    notReached: having('dead'),
    isSilenced: row.silenced === 1,
    acknowledged:
      acknowledged_at === null ? undefined : { by: row.acknowledged_by ?? '', at: acknowledged_at },
    closed:
      closed_at === null || closed_reason === null
        ? undefined
        : { reason: closed_reason, end: incidentEnd(closed_reason, partsOf(row.parts)), at: closed_at },
  };
}
