import { storedGroupKey } from './group-key.ts';
import type { Insertable } from 'kysely';
import type { Decision } from '../../core/rule/decide.ts';
import type { Observation } from '../../core/job/observation.ts';
import type { Instant } from '../../platform/time.ts';
import { countHourly } from './hourly-counts.ts';
import { batchInsert } from '../dialect/batch-insert.ts';
import { wantObjects } from './object-counts.ts';
import type { DecisionTable } from '../schema/incident-tables.ts';
import type { ObservationTable, TransitionTable } from '../schema/job-tables.ts';
import type { WriteTransaction } from '../database.ts';
import type { PageHistory } from './page-history.ts';

export async function recordHistory(trx: WriteTransaction, history: PageHistory): Promise<void> {
  const { target, transitions, observations } = history;
  const ids = await recordTransitions(trx, history);
  const decisions = transitions.flatMap((decided, index) =>
    toDecisionRows(target, {
      ...decided,
      transition: present(ids[index]),
      decidedAt: decided.transition.observedAt,
    }),
  );
  await insertDecisions(trx, decisions);
  const wanted = transitions.flatMap(({ wantsObjects, transition }, index) =>
    wantsObjects === true ? [{ transition: present(ids[index]), jobState: transition.to }] : [],
  );
  await wantObjects(trx, target, wanted);
  await countHourly(trx, history);
  await insertObservations(
    trx,
    observations.map((observation) => toObservationRow(history, observation)),
  );
}

/** Keeps decisions on a transition that were made after its page was committed. */
export async function recordDecisions(
  trx: WriteTransaction,
  target: string,
  decided: DecidedLater,
): Promise<void> {
  await insertDecisions(trx, toDecisionRows(target, decided));
}

/** Returns the new ids in the order of the transitions. */
async function recordTransitions(trx: WriteTransaction, history: PageHistory): Promise<number[]> {
  const rows = history.transitions.map(({ transition }) => ({
    job: rowOf(history, transition.jobId),
    poll_id: history.pollId,
    from_state: transition.from ?? null,
    to_state: transition.to,
    observed_at: transition.observedAt,
    since: transition.since,
    previous_since: transition.previousSince ?? null,
    baseline: transition.baseline ? 1 : 0,
  }));
  const inserted = await insertTransitions(trx, rows);
  // RETURNING promises no order, but a plain INSERT hands out rising ids in the order of its rows.
  return inserted.map(({ id }) => id).toSorted((a, b) => a - b);
}

const insertTransitions = batchInsert((trx, rows: readonly Insertable<TransitionTable>[]) =>
  trx.insertInto('transition').values(rows).returning('id'),
);

const insertDecisions = batchInsert((trx, rows: readonly Insertable<DecisionTable>[]) =>
  trx.insertInto('decision').values(rows),
);

const insertObservations = batchInsert((trx, rows: readonly Insertable<ObservationTable>[]) =>
  trx.insertInto('observation').values(rows),
);

interface DecidedLater {
  /** The row of the transition. */
  transition: number;
  decisions: readonly Decision[];
  decidedAt: Instant;
}

function toDecisionRows(target: string, { transition, decisions, decidedAt }: DecidedLater) {
  return decisions.map(({ outcome, reason, rule, receiver, severity, group }) => ({
    transition,
    target,
    outcome,
    reason,
    rule: rule ?? null,
    receiver: receiver ?? null,
    severity: severity ?? null,
    decided_at: decidedAt,
    notification: null,
    group_key: group === undefined ? null : storedGroupKey(group.key),
    labels: group === undefined ? null : JSON.stringify(group.labels),
    incident: null,
    held: null,
  }));
}

function toObservationRow(history: PageHistory, observation: Observation) {
  return {
    job: rowOf(history, observation.jobId),
    poll_id: history.pollId,
    observed_at: observation.observedAt,
    changes: JSON.stringify(observation.changes),
    note: observation.note ?? null,
  };
}

function rowOf(history: PageHistory, jobId: string): number {
  return present(history.rows.get(jobId));
}

function present(rowId: number | undefined): number {
  if (rowId === undefined) throw new Error('a row that was just written has no id');
  return rowId;
}
