import { sql, type RawBuilder } from 'kysely';
import type { Labels } from '../../core/rule/group.ts';
import { incidentEnd, type IncidentEnd } from '../../core/incident/incident-end.ts';
import type { ClosedReason, IncidentState, Resolution } from '../../core/incident/lifecycle.ts';
import { olderTitle } from '../../core/message/older-title.ts';
import type { ConditionSummary } from '../../core/incident/condition.ts';
import type { Severity } from '../../core/severity.ts';
import type { Instant } from '../../platform/time.ts';
import { fromJson } from '../dialect/json.ts';
import type { Database } from '../sqlite/store.ts';

/** An incident as people look at it. */
export interface IncidentView {
  /** What people type. */
  id: string;
  kind: 'jobs' | 'condition';
  state: IncidentState;
  severity: Severity;
  rule: string;
  /** What it is about, in one line. */
  title: string;
  labels: Labels;
  openedAt: Instant;
  /** Jobs in all, and how many it still holds. */
  jobs: number;
  unresolved: number;
  /** The one job that it is of; undefined when it is of more, or of none. */
  onlyJob?: { target: string; jobId: string; name: string } | undefined;
  /** Names of the receivers that a message about it has reached: one of their recipients at least. */
  toldTo: readonly string[];
  /** Those that none has reached yet, but one is on its way to. */
  onItsWayTo: readonly string[];
  /** Those whose messages were all given up. */
  notReached: readonly string[];
  /** Whether a silence or maintenance covers all of it. */
  isSilenced: boolean;
  acknowledged?: { by: string; at: Instant } | undefined;
  closed?: { reason: ClosedReason; end: IncidentEnd; at: Instant } | undefined;
}

/** Incidents in these states, the newest first; with `target`, those that are about it or have a job of it. */
export async function incidentViews(
  db: Database,
  asked: { states: readonly IncidentState[]; target?: string | undefined },
): Promise<IncidentView[]> {
  const states = sql`state IN (SELECT value FROM json_each(${JSON.stringify(asked.states)}))`;
  const where = asked.target === undefined ? states : sql`${states} AND ${isAbout(asked.target)}`;
  return (await selectIncidents(db, sql`WHERE ${where} ORDER BY opened_at DESC, id DESC`)).map(
    ({ view }) => view,
  );
}

/** True of incidents that are about the target, or have a job of it. */
export function isAbout(target: string): RawBuilder<unknown> {
  return sql`(json_extract(labels, '$.target') = ${target} OR EXISTS (
      SELECT 1 FROM member JOIN job ON job.id = member.job
      WHERE member.incident = incident.id AND job.target = ${target}))`;
}

/** The incident that people call by this id; undefined when there is none. */
export async function incidentView(db: Database, id: string): Promise<IncidentView | undefined> {
  const [found] = await selectIncidents(db, sql`WHERE public_id = ${id}`);
  return found?.view;
}

/** The incidents of these rows, the newest first. */
export async function incidentViewsOf(db: Database, rows: readonly number[]): Promise<IncidentView[]> {
  const chosen = sql`WHERE id IN (SELECT value FROM json_each(${JSON.stringify(rows)})) ORDER BY opened_at DESC, id DESC`;
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
  /** How the parts of its jobs ended, each way once; of one that is not closed, none. */
  parts: string;
  some_job: string | null;
  states: string;
  /** Of each receiver there is a message for: its name and the fate of its thread. */
  fates: string;
}

type Fate = 'told' | 'waiting' | 'dead';

/** A copy of a message of the thread. From the notification on, for indexes by state know nothing of threads. */
const COPY = sql`SELECT 1 FROM notification CROSS JOIN outbox ON outbox.notification = notification.id
  WHERE (notification.thread = thread.id OR notification.id = thread.opened_by)`;

/** What came of a thread's messages; those that are pruned were settled long ago, as good as all by delivery. */
const FATE = sql`CASE WHEN EXISTS (${COPY} AND outbox.state = 'sent') THEN 'told'
  WHEN EXISTS (${COPY} AND outbox.state IN ('pending', 'claimed')) THEN 'waiting'
  WHEN EXISTS (${COPY} AND outbox.state = 'dead') THEN 'dead' ELSE 'told' END`;

/** An incident with the number of its row, by which it was opened later than those of lower ones. */
export interface IncidentRow {
  row: number;
  view: IncidentView;
}

/** What `tail` chooses of the incidents: `WHERE …`, and in which order. */
export async function selectIncidents(db: Database, tail: RawBuilder<unknown>): Promise<IncidentRow[]> {
  const { rows } = await sql<Row>`
    SELECT id, public_id, kind, state, severity, rule, labels, title, summary, opened_at, silenced, acknowledged_at,
      acknowledged_by, closed_at, closed_reason,
      (SELECT count(*) FROM member WHERE member.incident = incident.id) AS jobs,
      (SELECT count(*) FROM member WHERE member.incident = incident.id AND resolved_at IS NULL) AS unresolved,
      (SELECT json_object('target', job.target, 'jobId', job.job_id, 'name', job.name) FROM member
        JOIN job ON job.id = member.job WHERE member.incident = incident.id LIMIT 1) AS some_job,
      (SELECT json_group_array(DISTINCT json_array(resolution, iif(resolution = 'moved', resolved_by, '')))
        FROM member WHERE incident.state = 'closed' AND member.incident = incident.id
          AND resolution IS NOT NULL) AS parts,
      (SELECT json_group_array(DISTINCT member.state) FROM member WHERE member.incident = incident.id) AS states,
      (SELECT json_group_array(json_array(receiver, ${FATE}) ORDER BY thread.id) FROM thread
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
    toldTo: having('told'),
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
