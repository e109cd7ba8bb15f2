import type { Decision } from '../alerts/decide.ts';
import type { Observation } from '../jobs/observation.ts';
import type { Transition } from '../jobs/transition.ts';
import type { WriteTransaction } from './store.ts';

/** One page's findings, to be kept beside its job rows in the same transaction. */
export interface PageHistory {
  readonly target: string;
  readonly pollId: string;
  /** Row ids by job id, of every job named below. */
  readonly rows: ReadonlyMap<string, number>;
  readonly transitions: readonly {
    readonly transition: Transition;
    readonly decisions: readonly Decision[];
  }[];
  readonly observations: readonly Observation[];
}

export async function recordHistory(trx: WriteTransaction, history: PageHistory): Promise<void> {
  if (history.transitions.length > 0) await recordTransitions(trx, history);
  if (history.observations.length > 0) {
    await trx
      .insertInto('observation')
      .values(
        history.observations.map((observation) => ({
          job: rowOf(history, observation.jobId),
          poll_id: history.pollId,
          observed_at: observation.observedAt,
          changes: JSON.stringify(observation.changes),
          note: observation.note ?? null,
        })),
      )
      .execute();
  }
}

async function recordTransitions(trx: WriteTransaction, history: PageHistory): Promise<void> {
  const ids = await trx
    .insertInto('transition')
    .values(
      history.transitions.map(({ transition }) => ({
        job: rowOf(history, transition.jobId),
        poll_id: history.pollId,
        from_state: transition.from ?? null,
        to_state: transition.to,
        observed_at: transition.observedAt,
        since: transition.since,
        previous_since: transition.previousSince ?? null,
        baseline: transition.baseline ? 1 : 0,
      })),
    )
    .returning('id')
    .execute();
  // RETURNING promises no order, but a plain INSERT hands out rising ids in the order of its rows.
  const inOrder = ids.map(({ id }) => id).toSorted((a, b) => a - b);
  const rows = history.transitions.flatMap(({ transition, decisions }, index) =>
    decisions.map((decision) => ({
      transition: present(inOrder[index]),
      target: history.target,
      outcome: decision.outcome,
      reason: decision.reason,
      rule: decision.rule ?? null,
      receiver: decision.receiver ?? null,
      severity: decision.severity ?? null,
      decided_at: transition.observedAt,
      notification: null,
    })),
  );
  if (rows.length > 0) await trx.insertInto('decision').values(rows).execute();
}

function rowOf(history: PageHistory, jobId: string): number {
  return present(history.rows.get(jobId));
}

function present(rowId: number | undefined): number {
  if (rowId === undefined) throw new Error('a row that was just written has no id');
  return rowId;
}
