/** `open` → `acknowledged` (somebody has it) → `closed`; an open one may close at once. */
export type IncidentState = 'open' | 'acknowledged' | 'closed';

/** Why an incident is closed. */
export type ClosedReason =
  /** Every job left the state for which it notified: resumed, moved on, or the condition ended. */
  | 'recovered'
  /** A newer run of each failed job succeeded. */
  | 'superseded'
  /** A person closed it. */
  | 'manual'
  /** Nothing can close it any more and nothing was new for long. */
  | 'aged';

/** An event of an incident that its timeline keeps. */
export type IncidentEventKind =
  | 'opened'
  | 'notified'
  | 'held'
  | 'dropped'
  | 'flapping'
  | 'settled'
  | 'silenced'
  | 'silence-ended'
  | 'acknowledged'
  | 'escalated'
  /** An undeliverable message is tried again. `detail` names its receiver and the person who wanted it. */
  | 'resent'
  /** Somebody is notified in place of a receiver that could not be reached; `detail` by `writeFallback`. */
  | 'fell-back'
  /** That receiver can be reached again. */
  | 'fallback-ended'
  | 'closed';

/** The event that ends a job's part: it leaves its state, or a newer run succeeds; undefined: only age ends it. */
export type Awaits = 'move' | 'success' | undefined;

export function awaitsOf({ state, isOverdue }: { state: string; isOverdue: boolean }): Awaits {
  if (isOverdue || state === 'Pause') return 'move';
  return state === 'Failed' ? 'success' : undefined;
}

/** The way in which a job's part in an incident ended. */
export type Resolution =
  /** It left Pause for a state in which it goes on or is done. */
  | 'resumed'
  /** It left its state another way. The new state says which. */
  | 'moved'
  | 'superseded'
  /** Three complete polls did not find it. */
  | 'vanished'
  /** It was open for longer than it is followed. */
  | 'outlived'
  /** Its target is not in the configuration any more. */
  | 'target-removed';

export function resolutionOf(from: string, to: string): Resolution {
  const goesOn = to === 'Running' || to === 'Submitted' || to === 'Success';
  return from === 'Pause' && goesOn ? 'resumed' : 'moved';
}

/** The kinds of messages in a thread. */
export const NOTIFICATION_KINDS = ['opening', 'update', 'reminder', 'escalation', 'closing'] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** An update of the incident as a whole, beside those of its jobs. It is notified at once. */
export type PendingUpdate = 'flapping' | 'settled' | 'silence-ended';

/** Reasons that hold a message back for now. */
export const HOLD_REASONS = [
  /** The first mail gathers more, or the group notified a moment ago. */
  'grouped',
  'silenced',
  'maintenance',
  /** It is a quiet time, and the rule's severity is not let through. */
  'quiet',
  'flapping',
  /** Somebody has it: no reminders. */
  'acknowledged',
] as const;
/** Why an entry of the outbox that is due waits although nothing failed. */
export const RATE_CAPPED = 'rate-capped';
export type HoldReason = (typeof HOLD_REASONS)[number];
