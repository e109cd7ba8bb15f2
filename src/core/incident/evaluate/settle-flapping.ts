import { resolutionOf } from '../lifecycle.ts';
import type { Instant } from '../../../platform/time.ts';
import type { Action } from './action.ts';
import type { EvaluationInput, Step } from './evaluation.ts';
import type { Incident } from '../incident.ts';
import { changeHolds, type Flapping, type Member } from '../member.ts';

/**
 * Ends the flapping of jobs that have kept a state for long enough. A good state resolves them, a bad one notifies. Jobs
 * that vanished meanwhile are resolved, too.
 */
export function settleFlapping(incident: Incident, { policy, now }: EvaluationInput): Step {
  const step = { incident, actions: [] as Action[], next: Infinity };
  if (incident.state === 'closed') return step;
  const members = incident.members.map((member) => {
    const { single } = member;
    if (single?.flapping === undefined) return member;
    const settlesAt = (single.flapping.lastChangeAt ?? -Infinity) + (policy.flapping?.settle ?? 0);
    if (settlesAt > now) {
      step.next = Math.min(step.next, settlesAt);
      return member;
    }
    const settled = settle(member, single.job, { flapping: single.flapping, now });
    step.actions.push(settled.action);
    return settled.member;
  });
  if (step.actions.length === 0) return step;
  return { ...step, incident: { ...incident, members, pendingUpdate: 'settled' } };
}

function settle(
  member: Member,
  job: number,
  { flapping, now }: { flapping: Flapping; now: Instant },
): { member: Member; action: Action } {
  const { memberState, state, gone, lastChangeAt = now } = flapping;
  if (state === memberState && gone === undefined) {
    const released = changeHolds(member, (hold) => (hold === 'flapping' ? 'none' : hold));
    return { member: released, action: { do: 'settle-member', job, state } };
  }
  const how = gone ?? resolutionOf(memberState, state);
  const dropped = changeHolds(member, (hold) => (hold === 'flapping' ? undefined : hold));
  return {
    member: { ...dropped, resolution: how },
    action: { do: 'resolve-member', job, state, how, by: gone === undefined ? state : '', at: lastChangeAt },
  };
}
