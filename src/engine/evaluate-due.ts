import { evaluate, type Evaluated } from '../core/incident/evaluate/evaluate.ts';
import { policyOf } from './context/policies.ts';
import { apply, type Notice } from '../store/incidents/apply.ts';
import { loadDueIncidents } from '../store/incidents/load.ts';
import { enqueue } from '../store/outbox/enqueue.ts';
import type { WriteTransaction } from '../store/database.ts';
import type { EvaluationContext } from './context/evaluation-context.ts';
import { composeNotices, isFirstEscalation } from './compose-notices.ts';

/** So many incidents are loaded at once: memory must not grow with how many are due. */
const AT_ONCE = 100;

/**
 * Evaluates every incident that is due, and carries out what is decided. All of it in the caller's transaction: what is
 * decided and what is put into the outbox stand or fall together.
 */
export async function evaluateDue(trx: WriteTransaction, context: EvaluationContext): Promise<void> {
  const { now, mutes, details, receivers, stats } = context;
  const options = {
    now,
    stats,
    notify: async (notices: readonly Notice[]) =>
      await enqueue(trx, await composeNotices(trx, notices, context), context),
  };
  // Escalations of one moment share a message, at the end.
  const escalations: Evaluated[] = [];
  let loaded: number;
  do {
    const due = await loadDueIncidents(trx, { now, coversJobs: mutes.coversJobs, details, limit: AT_ONCE });
    const evaluated = due.map((incident) =>
      evaluate(incident, {
        policy: policyOf(context, incident.rule),
        mutes,
        receiverOf: (name) => receivers.get(name),
        now,
      }),
    );
    const parted = evaluated.map(partEscalations);
    escalations.push(...parted.map(({ escalated }) => escalated));
    await apply(
      trx,
      parted.map(({ alone }) => alone),
      options,
    );
    loaded = due.length;
  } while (loaded === AT_ONCE);
  await apply(trx, escalations, options);
}

function partEscalations({ incident, actions }: Evaluated): { alone: Evaluated; escalated: Evaluated } {
  const isFirst = (action: Evaluated['actions'][number]) => {
    if (action.do !== 'notify') return false;
    const thread = incident.threads.find(({ receiver }) => receiver === action.receiver);
    return thread !== undefined && isFirstEscalation({ action, thread });
  };
  return {
    alone: { incident, actions: actions.filter((action) => !isFirst(action)) },
    escalated: { incident, actions: actions.filter(isFirst) },
  };
}
