import { sql } from 'kysely';
import type { Severity } from '../../core/severity.ts';
import { fromJson } from '../dialect/json.ts';
import { eachOf, listedRows } from '../dialect/listed.ts';
import type { WriteTransaction } from '../database.ts';

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
      json_group_array(DISTINCT decision.transition) AS transitions,
      json_group_array(DISTINCT receiver) AS receivers
    FROM ${listedRows(transitions)} JOIN decision ON decision.transition = listed.value
    WHERE outcome = 'notify' AND notification IS NULL AND group_key IS NOT NULL AND incident IS NULL
    GROUP BY decision.rule, group_key ORDER BY min(decision.id)`.execute(trx);
  return rows.map((row) => ({
    ...row,
    transitions: fromJson<number[]>(row.transitions),
    receivers: fromJson<string[]>(row.receivers),
  }));
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
    WHERE transition IN ${eachOf(assigned.transitions)}
      AND rule = ${assigned.rule} AND group_key = ${assigned.groupKey} AND outcome = 'notify'
      AND notification IS NULL AND incident IS NULL`.execute(trx);
}
