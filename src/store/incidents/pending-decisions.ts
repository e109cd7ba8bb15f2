import { sql } from 'kysely';
import type { Severity } from '../../core/severity.ts';
import { fromJson } from '../dialect/json.ts';
import { eachId, listedIds } from '../dialect/listed.ts';
import type { WriteTransaction } from '../database.ts';
import { jsonArray } from '../dialect/json-column.ts';

/** Decisions of one rule and group that wait for an incident. */
export interface NewGroup {
  rule: string;
  groupKey: string;
  labels: string;
  severity: Severity;
  transitions: readonly number[];
  receivers: readonly string[];
}

/** Returns the new decisions on these transitions, by rule and group, oldest first. */
export async function newGroups(trx: WriteTransaction, transitions: readonly number[]): Promise<NewGroup[]> {
  const { rows } = await sql<{
    rule: string;
    groupKey: string;
    labels: string;
    severity: Severity;
    transitions: string;
    receivers: string;
  }>`
    SELECT decision.rule, group_key AS "groupKey", min(labels) AS labels, min(severity) AS severity,
      ${jsonArray(sql`decision.transition`, BY_ID)} AS transitions,
      ${jsonArray(sql`receiver`, BY_ID)} AS receivers
    FROM ${listedIds(transitions)} JOIN decision ON decision.transition = listed.value
    WHERE outcome = 'notify' AND notification IS NULL AND group_key IS NOT NULL AND incident IS NULL
    GROUP BY decision.rule, group_key ORDER BY min(decision.id)`.execute(trx);
  return rows.map((row) => ({
    ...row,
    transitions: distinct(fromJson<number[]>(row.transitions)),
    receivers: distinct(fromJson<string[]>(row.receivers)),
  }));
}

const BY_ID = { orderBy: sql`decision.id` };

function distinct<Value>(values: readonly Value[]): Value[] {
  return [...new Set(values)];
}

/** Transitions with a decision on a partial success that no incident has yet. */
export async function lateDecisions(trx: WriteTransaction, target: string): Promise<number[]> {
  const { rows } = await sql<{ transition: number }>`
    SELECT DISTINCT transition FROM decision
    WHERE target = ${target} AND outcome = 'notify' AND notification IS NULL
      AND reason = 'success-with-failures' AND incident IS NULL ORDER BY transition`.execute(trx);
  return rows.map(({ transition }) => transition);
}

/** Makes these decisions part of an incident. */
export async function assignDecisions(
  trx: WriteTransaction,
  assigned: Pick<NewGroup, 'rule' | 'groupKey' | 'transitions'> & { incident: number },
): Promise<void> {
  await sql`
    UPDATE decision SET incident = ${assigned.incident}
    WHERE transition IN ${eachId(assigned.transitions)}
      AND rule = ${assigned.rule} AND group_key = ${assigned.groupKey} AND outcome = 'notify'
      AND notification IS NULL AND incident IS NULL`.execute(trx);
}
