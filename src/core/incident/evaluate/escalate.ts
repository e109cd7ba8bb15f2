import type { Action } from './action.ts';
import { unchanged, type EvaluationInput, type Step } from './evaluation.ts';
import type { Incident } from '../incident.ts';
import { isHeld, partFor, type Member } from '../member.ts';
import type { Thread } from '../thread.ts';

/**
 * Brings in those who are to be notified when nobody acknowledged in time. Each gets a thread of their own that begins
 * with all that is open.
 */
export function escalate(incident: Incident, { policy, now }: EvaluationInput): Step {
  const { firstNotifiedAt, threads, state } = incident;
  if (state !== 'open' || firstNotifiedAt === undefined) return unchanged(incident);
  const known = new Set(threads.map(({ receiver }) => receiver));
  const added: Thread[] = [];
  let next = Infinity;
  for (const { after, receivers } of policy.escalate) {
    const due = firstNotifiedAt + after;
    for (const receiver of receivers) {
      if (known.has(receiver)) continue;
      if (now < due) next = Math.min(next, due);
      else {
        known.add(receiver);
        added.push(newThread(receiver, threads.length + added.length + 1));
      }
    }
  }
  const receivers = added.map(({ receiver }) => receiver);
  return {
    incident: {
      ...incident,
      threads: [...threads, ...added],
      members: incident.members.map((member) => bringTo(member, receivers)),
    },
    actions: receivers.map((receiver): Action => ({ do: 'escalate', receiver })),
    next,
  };
}

function newThread(receiver: string, ordinal: number): Thread {
  return {
    receiver,
    via: 'escalation',
    ordinal,
    messages: 0,
    notifiedAt: undefined,
    isClosed: false,
    subject: undefined,
    unoffered: undefined,
    lastHold: undefined,
  };
}

function bringTo(member: Member, receivers: readonly string[]): Member {
  const missing = isHeld(member) ? receivers.filter((receiver) => !partFor(member, receiver)) : [];
  if (missing.length === 0) return member;
  const parts = missing.map((receiver) => ({ receiver, isNotified: false, pending: ['none' as const] }));
  return { ...member, parts: [...member.parts, ...parts] };
}
