import type { SuppressReason } from '../../rule/decide.ts';
import type { ClosedReason, HoldReason, PendingUpdate, NotificationKind } from '../lifecycle.ts';
import type { Mute } from '../../mute/mute.ts';
import { MINUTE, type Duration, type Instant } from '../../../platform/time.ts';
import type { Incident } from '../incident.ts';
import type { Thread } from '../thread.ts';

/** The present state of one receiver's part of an incident. */
export interface ThreadSnapshot {
  /** The reason of its end, which may come before that of the incident; undefined while it lasts. */
  end: ClosedReason | undefined;
  /** True when a job of it is still in the incident; a condition counts as one while it lasts. */
  isHeld: boolean;
  /** True when any decision is pending that no silence covers. */
  hasPending: boolean;
}

export interface ThreadPolicy {
  groupWait: Duration;
  groupInterval: Duration;
  /** Undefined: no reminders. */
  repeat: Duration | undefined;
  tellRecovery: boolean;
}

export interface PlanContext {
  policy: ThreadPolicy;
  mute: Mute | undefined;
  now: Instant;
}

/** Why a message of a thread is sent. */
export type NotifyReason =
  | 'opened'
  | 'news'
  | 'repeat'
  | 'opened-and-closed'
  | PendingUpdate
  | `closed-${ClosedReason}`;

/** A decision about one receiver, with its reason and the time of the next look. */
export type Plan =
  | { do: 'notify'; kind: Exclude<NotificationKind, 'escalation'>; reason: NotifyReason }
  | { do: 'hold'; reason: HoldReason; until: Instant }
  /** Gives up the pending decisions. */
  | { do: 'drop'; reason: SuppressReason }
  /** `until` is Infinity when nothing is to come. */
  | { do: 'nothing'; until: Instant };

type Planned = Pick<Incident, 'state' | 'openedAt' | 'previousNotifiedAt' | 'pendingUpdate'>;
type PlannedThread = Pick<Thread, 'messages' | 'notifiedAt' | 'isClosed' | 'unoffered'> & ThreadSnapshot;

/**
 * Plans one receiver's thread. Closings, reminders and updates of the incident as a whole do not wait for
 * `groupInterval`. A mute holds all of it back. An end is notified where the begin was. An end before any message
 * drops the decisions, unless nothing held them: then one message has both.
 */
export function planThread(incident: Planned, thread: PlannedThread, context: PlanContext): Plan {
  const { end } = thread;
  if (end === undefined) return planOpen(incident, thread, context);
  return planClosed(incident, { ...thread, end }, context);
}

type OverThread = PlannedThread & { end: ClosedReason };

function planClosed(incident: Planned, thread: OverThread, context: PlanContext): Plan {
  const { end, hasPending } = thread;
  const { policy, mute } = context;
  // What began again after a closing, and is over, too, stands as before a first mail.
  if (thread.messages === 0 || thread.isClosed) return planNeverNotified(incident, thread, context);
  const isNotified = policy.tellRecovery && end !== 'aged';
  if (!isNotified && !hasPending) return NOTHING;
  if (mute !== undefined) return hold(mute);
  return isNotified ? notify('closing', `closed-${end}`) : notify('update', 'news');
}

/** Over before the first mail: one mail has both, but for silenced decisions, and those held to gather more. */
function planNeverNotified(incident: Planned, thread: OverThread, context: PlanContext): Plan {
  const { mute, now } = context;
  if (!thread.hasPending) return NOTHING;
  if (mute?.reason === 'quiet') return hold(mute);
  if (mute !== undefined) return { do: 'drop', reason: mute.reason };
  if (now < earliestUpdate(incident, thread, context)) return dropOver(thread);
  return notify('closing', 'opened-and-closed');
}

function dropOver({ end }: OverThread): Plan {
  if (end === 'superseded') return { do: 'drop', reason: 'superseded-before-told' };
  return { do: 'drop', reason: end === 'manual' ? 'closed-before-told' : 'recovered-before-told' };
}

function planOpen(incident: Planned, thread: PlannedThread, context: PlanContext): Plan {
  const { mute, now } = context;
  const { hasPending, messages } = thread;
  const { pendingUpdate, state } = incident;
  const isReminder = pendingUpdate === 'silence-ended' && !hasPending;
  // Who has acknowledged the incident need not hear that a silence ended.
  const isOwned = isReminder && state === 'acknowledged';
  const isUrgent = pendingUpdate !== undefined && !isOwned && (messages > 0 || hasPending);
  if (!hasPending && !isUrgent) return planReminder(incident, thread, context);
  if (mute !== undefined) return hold(mute);
  const earliest = isUrgent ? now : earliestUpdate(incident, thread, context);
  if (now < earliest) return { do: 'hold', reason: 'grouped', until: earliest };
  if (messages === 0) return notify('opening', pendingUpdate ?? 'opened');
  return notify(isReminder ? 'reminder' : 'update', pendingUpdate ?? 'news');
}

function planReminder(incident: Planned, thread: PlannedThread, { policy, mute, now }: PlanContext): Plan {
  const { repeat } = policy;
  const { notifiedAt } = thread;
  if (repeat === undefined || notifiedAt === undefined || !thread.isHeld) return NOTHING;
  const due = notifiedAt > now ? now : notifiedAt + repeat;
  if (now < due) return { do: 'nothing', until: due };
  if (incident.state === 'acknowledged') return { do: 'hold', reason: 'acknowledged', until: now + repeat };
  if (mute !== undefined) return hold(mute);
  // The last message was not offered to any server yet: there is nothing to be reminded of.
  if (thread.unoffered) return { do: 'nothing', until: now + Math.max(policy.groupInterval, MINUTE) };
  return notify('reminder', 'repeat');
}

/**
 * The first mail waits to gather more, and for the interval since the last mail of the same group. What seems to have
 * happened after `now`, here and for reminders, was dated by a clock that has been set back since: it holds nothing up.
 */
function earliestOpening({ openedAt, previousNotifiedAt }: Planned, { policy, now }: PlanContext): Instant {
  const isRecent = previousNotifiedAt !== undefined && previousNotifiedAt <= now;
  const after = isRecent ? previousNotifiedAt + policy.groupInterval : -Infinity;
  return Math.max(openedAt > now ? now : openedAt + policy.groupWait, after);
}

function earliestUpdate(incident: Planned, { notifiedAt }: PlannedThread, context: PlanContext): Instant {
  if (notifiedAt === undefined) return earliestOpening(incident, context);
  return notifiedAt > context.now ? context.now : notifiedAt + context.policy.groupInterval;
}

const NOTHING: Plan = { do: 'nothing', until: Infinity };

function notify(kind: Exclude<NotificationKind, 'escalation'>, reason: NotifyReason): Plan {
  return { do: 'notify', kind, reason };
}

function hold({ reason, until }: Mute): Plan {
  return { do: 'hold', reason, until };
}
