import type { NotificationKind } from '../lifecycle.ts';
import type { Mute } from '../../mute/mute.ts';
import { obstacleTo } from '../../receiver.ts';
import type { Policy } from '../../rule/rule.ts';
import { HOUR, type Duration, type Instant } from '../../../platform/time.ts';
import type { Action } from './action.ts';
import type { EvaluationInput } from './evaluation.ts';
import type { Incident } from '../incident.ts';
import {
  awaitsMove,
  countJobs,
  endOf,
  isHeld,
  isMuted,
  membersFor,
  partFor,
  type Hold,
  type Member,
} from '../member.ts';
import { muteFor } from './apply-mutes.ts';
import { planThread, type Plan } from './plan-thread.ts';
import type { Thread } from '../thread.ts';

/** The mutes of the whole incident: silences and maintenance, and quiet times. */
export interface ThreadInput extends EvaluationInput {
  mute: Mute | undefined;
  quiet: Mute | undefined;
}

/** Decides what one receiver is notified of now. Jobs of other receivers are not theirs: their part may end earlier. */
export function evaluateThread(
  incident: Incident,
  thread: Thread,
  input: ThreadInput,
): { actions: readonly Action[]; next: Instant } {
  const { policy, now } = input;
  const members = membersFor(incident.members, thread.receiver);
  const mute = input.mute ?? muteOf(members, { ...input, incident, thread }) ?? input.quiet;
  const plan = planThread(
    incident,
    { ...thread, ...snapshotOf(members, { incident, thread }) },
    { policy: { ...policy, repeat: repeatOf(policy, { incident, members }) }, mute, now },
  );
  return carryOut(plan, { ...input, incident, thread, members, mute });
}

interface Part {
  incident: Incident;
  thread: Thread;
}

function snapshotOf(members: readonly Member[], { incident, thread }: Part) {
  const isCondition = incident.kind === 'condition';
  const partEnd = isCondition || members.length === 0 ? undefined : endOf(members);
  // A condition has no decisions: until something was done about it, its first mail is pending.
  const hasPending = isCondition
    ? thread.notifiedAt === undefined
    : members.some((member) => partFor(member, thread.receiver)?.pending.some(isFree));
  return {
    end: incident.closed?.reason ?? partEnd,
    isHeld: isCondition || members.some(isHeld),
    hasPending,
  };
}

/** Says whether a decision may be notified now: no mute holds it, and its job has settled. */
function isFree(hold: Hold): boolean {
  return hold !== 'flapping' && !isMuted(hold);
}

function muteOf(
  members: readonly Member[],
  { incident, thread, mutes }: Part & Pick<ThreadInput, 'mutes'>,
): Mute | undefined {
  const isOver = incident.state === 'closed' || !members.some(isHeld);
  const left = members.filter(
    (member) => isOver || isHeld(member) || partFor(member, thread.receiver)?.pending.length,
  );
  return muteFor(left, { incident, mutes });
}

function carryOut(
  plan: Plan,
  context: Part & ThreadInput & { members: readonly Member[] },
): { actions: readonly Action[]; next: Instant } {
  const { incident, thread, members, mute, receiverOf, now } = context;
  const { receiver } = thread;
  switch (plan.do) {
    case 'notify': {
      // What comes after it (a reminder, for one) is planned from the thread as it is then.
      const next = now + 1;
      const obstacle = obstacleTo(receiverOf(receiver), incident.severity);
      // A receiver that was notified of it is notified of its end, whatever severities it wants since.
      const isEndOfNotified = plan.kind === 'closing' && thread.messages > 0;
      const reason = isEndOfNotified && obstacle === 'severity-not-taken' ? undefined : obstacle;
      if (reason !== undefined) {
        const counts = plan.kind === 'closing' ? 'closed' : 'notified';
        return { actions: [{ do: 'drop', receiver, reason, thread: counts }], next };
      }
      const place = thread.unoffered === undefined ? thread.messages + 1 : thread.messages;
      const jobs = countJobs(members);
      const unresolved = countJobs(members.filter(isHeld));
      const kind = kindOf(plan.kind, { place, via: thread.via });
      return { actions: [{ ...plan, receiver, kind, place, jobs, unresolved }], next };
    }
    case 'hold': {
      const { reason, until } = plan;
      const by = mute?.reason === reason ? mute.by : undefined;
      const isNew = thread.lastHold?.reason !== reason || thread.lastHold.by !== by;
      return { actions: [{ do: 'hold', receiver, reason, by, until, isNew }], next: until };
    }
    case 'drop': {
      const counts = incident.kind === 'condition' ? 'closed' : 'as-before';
      return { actions: [{ ...plan, receiver, thread: counts }], next: Infinity };
    }
    case 'nothing':
      return { actions: [], next: plan.until };
  }
}

/** The first message of a thread opens it, whatever it was before it was rewritten. */
function kindOf(
  kind: NotificationKind,
  { place, via }: { place: number; via: Thread['via'] },
): NotificationKind {
  if (place > 1 || kind === 'closing') return kind;
  return via === 'escalation' ? 'escalation' : 'opening';
}

/** Unless the rule says otherwise, only what can still move is worth a reminder: a failed job stays failed. */
const USUAL_REPEAT: Duration = 4 * HOUR;

function repeatOf(
  { repeat }: Policy,
  { incident, members }: { incident: Incident; members: readonly Member[] },
): Duration | undefined {
  if (incident.kind === 'initial-scan' && !awaitsMove(members)) return undefined;
  if (repeat !== undefined) return repeat === 'never' ? undefined : repeat;
  return incident.kind === 'condition' || awaitsMove(members) ? USUAL_REPEAT : undefined;
}
