import { sql, type Selectable } from 'kysely';
import type { ClosedReason, IncidentState } from '../../core/incident/lifecycle.ts';
import type { ConditionSummary } from '../../core/incident/condition.ts';
import type { Incident } from '../../core/incident/incident.ts';
import type { Severity } from '../../core/severity.ts';
import type { Instant } from '../../platform/time.ts';
import { fromJson } from '../dialect/json.ts';
import type { IncidentTable } from '../schema/incident-tables.ts';
import { eachId } from '../dialect/listed.ts';
import type { Database, WriteTransaction } from '../database.ts';
import type { Labels } from '../../core/rule/group.ts';

export type StoredIncident = Selectable<IncidentTable>;

export interface NewIncident {
  publicId: string;
  kind: 'jobs' | 'condition';
  rule: string;
  groupKey: string;
  /** JSON. */
  labels: string;
  severity: Severity;
  openedAt: Instant;
  title: string;
  condition?: ConditionSummary;
}

/** An incident that is not closed, for those who revise or close it. */
export type OpenIncident = Pick<Incident, 'row' | 'id' | 'groupKey' | 'severity' | 'openedAt' | 'condition'>;

/** Returns the incident of this rule and group that is not closed; `undefined` when there is none. */
export async function findOpen(
  db: Database,
  { rule, groupKey }: Pick<Incident, 'rule' | 'groupKey'>,
): Promise<OpenIncident | undefined> {
  const row = await selectOpen(db, rule).where('group_key', '=', groupKey).executeTakeFirst();
  return row && toOpen(row);
}

/** Returns all incidents of this rule or condition that are not closed. */
export async function openIncidentsOf(db: Database, rule: string): Promise<OpenIncident[]> {
  return (await selectOpen(db, rule).execute()).map(toOpen);
}

function selectOpen(db: Database, rule: string) {
  return db
    .selectFrom('incident')
    .select([
      'id as row',
      'public_id as id',
      'group_key as groupKey',
      'severity',
      'opened_at as openedAt',
      'summary',
    ])
    .where('rule', '=', rule)
    .where('state', '<>', sql.lit('closed'));
}

function toOpen({
  summary,
  ...row
}: Omit<OpenIncident, 'condition'> & { summary: string | null }): OpenIncident {
  return { ...row, condition: summary === null ? undefined : fromJson(summary) };
}

/** Says whether any rule has an incident of this group that is not closed. */
export async function isGroupOpen(db: Database, groupKey: string): Promise<boolean> {
  const open = db
    .selectFrom('incident')
    .select('id')
    .where('group_key', '=', groupKey)
    .where('state', '<>', sql.lit('closed'));
  return (await open.executeTakeFirst()) !== undefined;
}

/** The names of rules, and of what else opens incidents, of which any is remembered, for also a closed one is looked at again. */
export async function namesWithIncidents(db: Database): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('incident').select('rule').distinct().execute();
  return new Set(rows.map(({ rule }) => rule));
}

/** Returns the titles of incidents that are not closed, oldest first. */
export async function openTitles(db: Database): Promise<string[]> {
  const rows = await db
    .selectFrom('incident')
    .select(['title', 'summary', 'rule', 'labels'])
    .where('state', '<>', sql.lit('closed'))
    .orderBy('id')
    .execute();
  return rows.map(titleOf);
}

/** Names an incident that is older than its column for a title. */
function titleOf({
  title,
  summary,
  rule,
  labels,
}: Pick<StoredIncident, 'title' | 'summary' | 'rule' | 'labels'>) {
  if (title !== null) return title;
  if (summary !== null) return fromJson<ConditionSummary>(summary).title;
  return [rule, ...Object.values(fromJson<Labels>(labels)).filter((label) => label !== '')].join(' ');
}

/** Counts the open incidents by state and severity. */
export async function incidentCounts(
  db: Database,
): Promise<{ state: IncidentState; severity: Severity; incidents: number }[]> {
  return await db
    .selectFrom('incident')
    .select(({ fn }) => ['state', 'severity', fn.countAll<number>().as('incidents')])
    .where('state', '<>', sql.lit('closed'))
    .groupBy(['state', 'severity'])
    .execute();
}

/** Opens an incident, due at once; returns its row id. */
export async function openIncident(trx: WriteTransaction, opened: NewIncident): Promise<number> {
  const previous = await trx
    .selectFrom('incident')
    .select('notified_at')
    .where('rule', '=', opened.rule)
    .where('group_key', '=', opened.groupKey)
    .where('notified_at', 'is not', null)
    .orderBy('notified_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  const nothingYet = {
    acknowledged_at: null,
    acknowledged_by: null,
    closed_at: null,
    closed_reason: null,
    notified_at: null,
    first_notified_at: null,
    pending_update: null,
  };
  const { id } = await trx
    .insertInto('incident')
    .values({
      public_id: opened.publicId,
      kind: opened.kind,
      rule: opened.rule,
      group_key: opened.groupKey,
      labels: opened.labels,
      severity: opened.severity,
      state: 'open',
      opened_at: opened.openedAt,
      title: opened.title,
      last_joined_at: opened.openedAt,
      previous_notified_at: previous?.notified_at ?? null,
      summary: opened.condition === undefined ? null : JSON.stringify(opened.condition),
      due_at: opened.openedAt,
      ...nothingYet,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** When the next incident is due; undefined when none is. */
export async function nextDueIncident(db: Database): Promise<Instant | undefined> {
  const row = await db
    .selectFrom('incident')
    .select('due_at')
    .where('due_at', 'is not', null)
    .orderBy('due_at')
    .limit(1)
    .executeTakeFirst();
  return row?.due_at ?? undefined;
}

/** Makes incidents due now: something happened to them. */
export async function touch(
  trx: WriteTransaction,
  ids: Iterable<number>,
  { now, hasNewDecisions = false }: { now: Instant; hasNewDecisions?: boolean },
): Promise<void> {
  await trx
    .updateTable('incident')
    .set({ due_at: now, ...(hasNewDecisions && { last_joined_at: now }) })
    .where('id', 'in', eachId(ids))
    .execute();
}

/** Makes incidents due now because jobs of theirs flap from now on: an update of the whole incident. */
export async function noteFlapping(
  trx: WriteTransaction,
  { incidents, at }: { incidents: readonly number[]; at: Instant },
): Promise<void> {
  if (incidents.length === 0) return;
  await trx
    .updateTable('incident')
    .set({ pending_update: 'flapping', due_at: at })
    .where('id', 'in', eachId(incidents))
    .execute();
}

/** Makes every incident due that is not closed, or whose closing is pending: silences or rules changed. */
export async function touchAll(trx: WriteTransaction, now: Instant): Promise<void> {
  await trx
    .updateTable('incident')
    .set({ due_at: now })
    .where((eb) => eb.or([eb('state', '<>', sql.lit('closed')), eb('due_at', 'is not', null)]))
    .execute();
}

/**
 * Dates back to now what a clock that was set back since had dated later. Else escalation and age would wait for that
 * clock's time to come again. And nobody would know which jobs a silence covered when it began.
 */
export async function redateIncidents(trx: WriteTransaction, now: Instant): Promise<void> {
  for (const column of ['first_notified_at', 'last_joined_at'] as const) {
    await trx
      .updateTable('incident')
      .set({ [column]: now })
      .where('state', '<>', sql.lit('closed'))
      .where(column, '>', now)
      .execute();
  }
  await trx.updateTable('member').set({ joined_at: now }).where('joined_at', '>', now).execute();
  await trx
    .updateTable('incident_event')
    .set({ at: now })
    .where('kind', '=', 'silenced')
    .where('at', '>', now)
    .execute();
}

export async function updateIncident(
  trx: WriteTransaction,
  row: number,
  { severity, condition }: Partial<Pick<Incident, 'severity' | 'condition'>>,
): Promise<void> {
  const summary = condition && JSON.stringify(condition);
  await trx.updateTable('incident').set({ severity, summary }).where('id', '=', row).execute();
}

export async function closeIncident(
  trx: WriteTransaction,
  id: number,
  closed: { at: Instant; reason: ClosedReason },
): Promise<void> {
  await trx
    .updateTable('incident')
    .set({ state: 'closed', closed_at: closed.at, closed_reason: closed.reason, due_at: closed.at })
    .where('id', '=', id)
    .execute();
}
