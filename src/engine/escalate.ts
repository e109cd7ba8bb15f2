import type { Policy } from '../core/rule/rule.ts';
import { recordEvent } from '../store/incidents/incident-events.ts';
import type { StoredIncident } from '../store/incidents/incidents.ts';
import { escalateDecisions } from '../store/incidents/escalations.ts';
import type { WriteTransaction } from '../store/sqlite/store.ts';
import { addThread, threadsOf, type StoredThread } from '../store/incidents/threads.ts';
import type { Instant } from '../platform/time.ts';
import type { EvaluationContext } from './base/evaluation-context.ts';

/** Decides that those whom an incident was escalated to are told of its new jobs, too. */
export async function escalateNewDecisions(
  trx: WriteTransaction,
  { incident, threads }: { incident: number; threads: readonly StoredThread[] },
  context: EvaluationContext,
): Promise<void> {
  for (const { receiver, via } of threads) {
    if (via === 'escalation') await escalateDecisions(trx, { incident, receiver, at: context.now });
  }
}

/**
 * Brings in those who are to be told when nobody acknowledged in time; each gets a thread of their own that begins
 * with all that is open.
 * @returns when the next step is due; undefined when there is none.
 */
export async function escalate(
  trx: WriteTransaction,
  incident: StoredIncident,
  { policy, context }: { policy: Policy; context: EvaluationContext },
): Promise<Instant | undefined> {
  if (incident.state !== 'open' || incident.first_told_at === null) return undefined;
  let next: Instant | undefined;
  const known = new Set((await threadsOf(trx, incident.id)).map(({ receiver }) => receiver));
  for (const { after, receivers } of policy.escalate) {
    const due = incident.first_told_at + after;
    const missing = receivers.filter((receiver) => !known.has(receiver));
    if (missing.length === 0) continue;
    if (context.now < due) next = Math.min(due, next ?? Infinity);
    else for (const receiver of missing) await bringIn(trx, { incident: incident.id, receiver }, context);
  }
  return next;
}

async function bringIn(
  trx: WriteTransaction,
  added: { incident: number; receiver: string },
  context: EvaluationContext,
): Promise<void> {
  await addThread(trx, { ...added, via: 'escalation' });
  await escalateDecisions(trx, { ...added, at: context.now });
  await recordEvent(trx, { ...added, at: context.now, kind: 'escalated', reason: 'not-acknowledged' });
}
