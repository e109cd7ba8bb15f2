import { MINUTE } from '../../../platform/time.ts';
import { unchanged, type EvaluationInput, type Step } from './evaluation.ts';
import type { Incident } from '../incident.ts';
import { awaitsMove, endOf, isPending } from '../member.ts';

/** Closes an incident of jobs when it holds none any more, or when nothing can close it and nothing was new for long. */
export function closeOver(incident: Incident, { policy, now }: EvaluationInput): Step {
  const { members, state, kind } = incident;
  if (state === 'closed' || kind === 'condition') return unchanged(incident);
  const canAge = !awaitsMove(members) && !incident.isSilenced;
  const agesAt = canAge ? incident.lastJoinedAt + policy.closeAfter : Infinity;
  const end = endOf(members);
  if (end === undefined) {
    if (now < agesAt) return unchanged(incident, agesAt);
    // Pending decisions that are held must not age away.
    if (members.some(isPending)) return unchanged(incident, now + MINUTE);
  }
  const reason = end ?? 'aged';
  return {
    incident: { ...incident, state: 'closed', closed: { reason, at: now } },
    actions: [{ do: 'close', reason }],
    next: Infinity,
  };
}
