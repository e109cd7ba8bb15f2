import type { ClosedReason, HoldReason, IncidentState, Mute, PendingNews, Telling } from './incident.ts';
import type { SuppressReason } from '../rule/decide.ts';
import { MINUTE, type Duration, type Instant } from '../../platform/time.ts';

/** An incident as a plan needs to know it. */
export interface IncidentFacts {
  state: IncidentState;
  closedReason: ClosedReason | undefined;
  openedAt: Instant;
  /** When the incident before it, of the same rule and group, was last told. */
  previousToldAt: Instant | undefined;
  /** Jobs still in it; a condition counts as one while it lasts. */
  unresolved: number;
  pendingNews: PendingNews | undefined;
}

/** What one receiver was told of it. */
export interface ThreadFacts {
  messages: number;
  toldAt: Instant | undefined;
  closingTold: boolean;
  /** How the receiver's own part of the incident ended, which may be before the rest; undefined while it lasts. */
  over: ClosedReason | undefined;
  /** Jobs not told yet, without those that a silence covers. */
  untold: number;
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
  | { do: 'tell'; telling: Telling; reason: string }
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
  incident: IncidentFacts,
  thread: ThreadFacts,
  context: { policy: ThreadPolicy; mute: Mute | undefined; now: Instant },
): Plan {
  if (incident.state === 'closed') return planClosed(incident, thread, context);
  if (thread.over === undefined) return planOpen(incident, thread, context);
  return planClosed({ ...incident, closedReason: thread.over }, thread, context);
}

type Context = Parameters<typeof planThread>[2];

function planClosed(incident: IncidentFacts, thread: ThreadFacts, { policy, mute, now }: Context): Plan {
  // What began again after a closing, and is over, too, stands as before a first mail.
  if (thread.messages === 0 || thread.closingTold)
    return planNeverTold(incident, thread, { policy, mute, now });
  const isTold = policy.tellRecovery && incident.closedReason !== 'aged';
  if (!isTold && thread.untold === 0) return NOTHING;
  if (mute !== undefined) return hold(mute);
  return isTold ? tell('closing', `closed-${incident.closedReason ?? 'recovered'}`) : tell('update', 'news');
}

/** Over before a mail told that it began: one mail tells both, but for what was silenced, and what was held to gather more. */
function planNeverTold(incident: IncidentFacts, thread: ThreadFacts, context: Context): Plan {
  const { mute, now } = context;
  if (thread.untold === 0) return NOTHING;
  if (mute?.reason === 'quiet') return hold(mute);
  if (mute !== undefined) return { do: 'drop', reason: mute.reason };
  if (now < earliestNews(incident, thread, context)) return dropOver(incident);
  return tell('closing', 'opened-and-closed');
}

function dropOver({ closedReason }: IncidentFacts): Plan {
  if (closedReason === 'superseded') return { do: 'drop', reason: 'superseded-before-told' };
  return { do: 'drop', reason: closedReason === 'hand' ? 'closed-before-told' : 'recovered-before-told' };
}

function planOpen(incident: IncidentFacts, thread: ThreadFacts, context: Context): Plan {
  const { mute, now } = context;
  const isReminder = incident.pendingNews === 'silence-ended' && thread.untold === 0;
  // That a silence has ended is no news for who has it.
  const isOwned = isReminder && incident.state === 'acknowledged';
  const isUrgent =
    incident.pendingNews !== undefined && !isOwned && (thread.messages > 0 || thread.untold > 0);
  if (thread.untold === 0 && !isUrgent) return planReminder(incident, thread, context);
  if (mute !== undefined) return hold(mute);
  const earliest = isUrgent ? now : earliestNews(incident, thread, context);
  if (now < earliest) return { do: 'hold', reason: 'grouped', until: earliest };
  if (thread.messages === 0) return tell('opening', incident.pendingNews ?? 'opened');
  return tell(isReminder ? 'reminder' : 'update', incident.pendingNews ?? 'news');
}

function planReminder(incident: IncidentFacts, thread: ThreadFacts, { policy, mute, now }: Context): Plan {
  if (policy.repeat === undefined || thread.toldAt === undefined || incident.unresolved === 0) return NOTHING;
  const due = thread.toldAt > now ? now : thread.toldAt + policy.repeat;
  if (now < due) return { do: 'nothing', until: due };
  if (incident.state === 'acknowledged')
    return { do: 'hold', reason: 'acknowledged', until: now + policy.repeat };
  if (mute !== undefined) return hold(mute);
  if (thread.isWaiting) return { do: 'nothing', until: now + Math.max(policy.groupInterval, MINUTE) };
  return tell('reminder', 'repeat');
}

/**
 * The first mail waits to gather more, and for the interval since the same group was last told of. What seems to have
 * happened after `now`, here and for reminders, was dated by a clock that has been set back since: it holds nothing up.
 */
function earliestOpening({ openedAt, previousToldAt }: IncidentFacts, { policy, now }: Context): Instant {
  const isRecent = previousToldAt !== undefined && previousToldAt <= now;
  const after = isRecent ? previousToldAt + policy.groupInterval : -Infinity;
  return Math.max(openedAt > now ? now : openedAt + policy.groupWait, after);
}

function earliestNews(incident: IncidentFacts, { toldAt }: ThreadFacts, context: Context): Instant {
  if (toldAt === undefined) return earliestOpening(incident, context);
  return toldAt > context.now ? context.now : toldAt + context.policy.groupInterval;
}

const NOTHING: Plan = { do: 'nothing', until: undefined };

function tell(telling: Telling, reason: string): Plan {
  return { do: 'tell', telling, reason };
}

function hold({ reason, until }: Mute): Plan {
  return { do: 'hold', reason, until };
}
