import { sql } from 'kysely';
import type { IncidentState } from '../../core/incident/lifecycle.ts';
import type { Instant } from '../../platform/time.ts';
import type { Database } from '../database.ts';
import { isAbout, selectIncidents, type IncidentRow, type IncidentView } from './incident-views.ts';
import { eachOf } from '../dialect/listed.ts';

/** Returns the incidents in these states whose row is below `before`, newest first. */
export async function incidentPage(
  db: Database,
  asked: {
    states: readonly IncidentState[];
    kind?: IncidentView['kind'] | undefined;
    target?: string | undefined;
    rule?: string | undefined;
    before: number;
    limit: number;
  },
): Promise<IncidentRow[]> {
  const { states, kind, target, rule, before, limit } = asked;
  return await selectIncidents(
    db,
    sql`WHERE id < ${before} AND state IN ${eachOf(states)}
      ${kind === undefined ? sql`` : sql`AND kind = ${kind}`}
      ${target === undefined ? sql`` : sql`AND ${isAbout(target)}`}
      ${rule === undefined ? sql`` : sql`AND rule = ${rule}`}
      ORDER BY id DESC LIMIT ${limit}`,
  );
}

/** Returns the rules of all incidents, in order. It steps from rule to rule: there are few, with many incidents each. */
export async function incidentRules(db: Database): Promise<string[]> {
  const { rows } = await sql<{ rule: string }>`
    SELECT rule FROM (
      WITH RECURSIVE walked (rule) AS (
        SELECT min(rule) FROM incident
        UNION ALL SELECT (SELECT min(rule) FROM incident WHERE rule > walked.rule) FROM walked
          WHERE walked.rule IS NOT NULL)
      SELECT rule FROM walked WHERE rule IS NOT NULL) AS rules`.execute(db);
  return rows.map(({ rule }) => rule);
}

/** Returns the incidents that are not closed: unacknowledged first, then the most severe, then the oldest. */
export async function urgentIncidents(db: Database, limit: number): Promise<IncidentView[]> {
  const rows = await selectIncidents(
    db,
    sql`WHERE state <> 'closed'
      ORDER BY state = 'acknowledged', CASE severity WHEN 'critical' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END,
        opened_at, id LIMIT ${limit}`,
  );
  return rows.map(({ view }) => view);
}

/** Returns the incidents that closed last, latest first. */
export async function lastClosed(db: Database, limit: number): Promise<IncidentView[]> {
  const rows = await selectIncidents(
    db,
    sql`WHERE closed_at IS NOT NULL ORDER BY closed_at DESC, id DESC LIMIT ${limit}`,
  );
  return rows.map(({ view }) => view);
}

/** The numbers of unacknowledged and acknowledged incidents, and the opening of the oldest. */
export interface OpenSummary {
  open: number;
  acknowledged: number;
  /** Undefined when there is none. */
  since: Instant | undefined;
}

export async function openSummary(db: Database): Promise<OpenSummary> {
  const { rows } = await sql<{ all: number; open: number; since: number | null }>`
    SELECT count(*) AS "all", count(*) FILTER (WHERE state = 'open') AS open, min(opened_at) AS since
    FROM incident WHERE state <> 'closed'`.execute(db);
  const { all = 0, open = 0, since = null } = rows[0] ?? {};
  return { open, acknowledged: all - open, since: since ?? undefined };
}

/** Returns the first few ids with this prefix, in order. */
export async function incidentIdsFrom(db: Database, prefix: string): Promise<string[]> {
  const rows = await db
    .selectFrom('incident')
    .select('public_id')
    .where('public_id', '>=', prefix)
    .where('public_id', '<', `${prefix}\u{10FFFF}`)
    .orderBy('public_id')
    .limit(5)
    .execute();
  return rows.map(({ public_id: id }) => id);
}
