import type {
  ClosedReason,
  HoldReason,
  IncidentState,
  Mute,
  PendingUpdate,
  NotificationKind,
} from './incident.ts';
import type { SuppressReason } from '../rule/decide.ts';
import { MINUTE, type Duration, type Instant } from '../../platform/time.ts';

/** An incident as a plan needs to know it. */
export interface IncidentSnapshot {
  state: IncidentState;
  closedReason: ClosedReason | undefined;
  openedAt: Instant;
  /** When the incident before it, of the same rule and group, was last told. */
  previousNotifiedAt: Instant | undefined;
  /** Jobs still in it; a condition counts as one while it lasts. */
  unresolved: number;
  pendingUpdate: PendingUpdate | undefined;
}

/** What one receiver was told of it. */
export interface ThreadSnapshot {
  messages: number;
  notifiedAt: Instant | undefined;
  isClosingNotified: boolean;
  /** How the receiver's own part of the incident ended, which may be before the rest; undefined while it lasts. */
  over: ClosedReason | undefined;
  /** Jobs not told yet, without those that a silence covers. */
  pendingDecisions: number;
  /** The last message was not offered to any server yet: there is nothing to be reminded of. */
  isWaiting: boolean;
}

export interface ThreadPolicy {
  groupWait: Duration;
  groupInterval: Duration;
  /** Undefined: no reminders. */
  repeat: Duration | undefined;
  tellRecovery: boolean;
}

/** What to do about one receiver now, with the reason, and when to look again. */
export type Plan =
  | { do: 'notify'; kind: NotificationKind; reason: string }
  | { do: 'hold'; reason: HoldReason; until: Instant }
  /** Nothing will be told of what was not told yet. */
  | { do: 'drop'; reason: SuppressReason }
  | { do: 'nothing'; until: Instant | undefined };

/**
 * Plans one receiver's thread. Closings, reminders and what is told of the incident as a whole do not wait for
 * `groupInterval`; a mute holds all of it back. What was told is told closed; what was over before it could be
 * told is dropped, unless it was not held at all: then one message tells both.
 */
export function planThread(
  incident: IncidentSnapshot,
  thread: ThreadSnapshot,
  context: { policy: ThreadPolicy; mute: Mute | undefined; now: Instant },
): Plan {
  if (incident.state === 'closed') return planClosed(incident, thread, context);
  if (thread.over === undefined) return planOpen(incident, thread, context);
  return planClosed({ ...incident, closedReason: thread.over }, thread, context);
}

type Context = Parameters<typeof planThread>[2];

function planClosed(
  incident: IncidentSnapshot,
  thread: ThreadSnapshot,
  { policy, mute, now }: Context,
): Plan {
  // What began again after a closing, and is over, too, stands as before a first mail.
  if (thread.messages === 0 || thread.isClosingNotified)
    return planNeverNotified(incident, thread, { policy, mute, now });
  const isNotified = policy.tellRecovery && incident.closedReason !== 'aged';
  if (!isNotified && thread.pendingDecisions === 0) return NOTHING;
  if (mute !== undefined) return hold(mute);
  return isNotified
    ? notify('closing', `closed-${incident.closedReason ?? 'recovered'}`)
    : notify('update', 'news');
}

/** Over before a mail told that it began: one mail tells both, but for what was silenced, and what was held to gather more. */
function planNeverNotified(incident: IncidentSnapshot, thread: ThreadSnapshot, context: Context): Plan {
  const { mute, now } = context;
  if (thread.pendingDecisions === 0) return NOTHING;
  if (mute?.reason === 'quiet') return hold(mute);
  if (mute !== undefined) return { do: 'drop', reason: mute.reason };
  if (now < earliestUpdate(incident, thread, context)) return dropOver(incident);
  return notify('closing', 'opened-and-closed');
}

function dropOver({ closedReason }: IncidentSnapshot): Plan {
  if (closedReason === 'superseded') return { do: 'drop', reason: 'superseded-before-told' };
  return { do: 'drop', reason: closedReason === 'hand' ? 'closed-before-told' : 'recovered-before-told' };
}

function planOpen(incident: IncidentSnapshot, thread: ThreadSnapshot, context: Context): Plan {
  const { mute, now } = context;
  const isReminder = incident.pendingUpdate === 'silence-ended' && thread.pendingDecisions === 0;
  // That a silence has ended is no news for who has it.
  const isOwned = isReminder && incident.state === 'acknowledged';
  const isUrgent =
    incident.pendingUpdate !== undefined && !isOwned && (thread.messages > 0 || thread.pendingDecisions > 0);
  if (thread.pendingDecisions === 0 && !isUrgent) return planReminder(incident, thread, context);
  if (mute !== undefined) return hold(mute);
  const earliest = isUrgent ? now : earliestUpdate(incident, thread, context);
  if (now < earliest) return { do: 'hold', reason: 'grouped', until: earliest };
  if (thread.messages === 0) return notify('opening', incident.pendingUpdate ?? 'opened');
  return notify(isReminder ? 'reminder' : 'update', incident.pendingUpdate ?? 'news');
}

function planReminder(
  incident: IncidentSnapshot,
  thread: ThreadSnapshot,
  { policy, mute, now }: Context,
): Plan {
  if (policy.repeat === undefined || thread.notifiedAt === undefined || incident.unresolved === 0)
    return NOTHING;
  const due = thread.notifiedAt > now ? now : thread.notifiedAt + policy.repeat;
  if (now < due) return { do: 'nothing', until: due };
  if (incident.state === 'acknowledged')
    return { do: 'hold', reason: 'acknowledged', until: now + policy.repeat };
  if (mute !== undefined) return hold(mute);
  if (thread.isWaiting) return { do: 'nothing', until: now + Math.max(policy.groupInterval, MINUTE) };
  return notify('reminder', 'repeat');
}

/**
 * The first mail waits to gather more, and for the interval since the same group was last told of. What seems to have
 * happened after `now`, here and for reminders, was dated by a clock that has been set back since: it holds nothing up.
 */
function earliestOpening(
  { openedAt, previousNotifiedAt }: IncidentSnapshot,
  { policy, now }: Context,
): Instant {
  const isRecent = previousNotifiedAt !== undefined && previousNotifiedAt <= now;
  const after = isRecent ? previousNotifiedAt + policy.groupInterval : -Infinity;
  return Math.max(openedAt > now ? now : openedAt + policy.groupWait, after);
}

function earliestUpdate(
  incident: IncidentSnapshot,
  { notifiedAt }: ThreadSnapshot,
  context: Context,
): Instant {
  if (notifiedAt === undefined) return earliestOpening(incident, context);
  return notifiedAt > context.now ? context.now : notifiedAt + context.policy.groupInterval;
}

const NOTHING: Plan = { do: 'nothing', until: undefined };

function notify(kind: NotificationKind, reason: string): Plan {
  return { do: 'notify', kind, reason };
}

function hold({ reason, until }: Mute): Plan {
  return { do: 'hold', reason, until };
}
