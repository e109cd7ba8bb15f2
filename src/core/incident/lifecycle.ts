/** `open` → `acknowledged` (somebody has it) → `closed`; an open one may close at once. */
export type IncidentState = 'open' | 'acknowledged' | 'closed';

/** Why an incident is closed. */
export type ClosedReason =
  /** Every job left the state that it was told for: resumed, moved on, or the condition ended. */
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
  | 'told'
  | 'held'
  | 'dropped'
  | 'flapping'
  | 'settled'
  | 'silenced'
  | 'silence-ended'
  | 'acknowledged'
  | 'escalated'
  /** A message that was given up is tried again; `detail` says for whom, and who wanted it. */
  | 'resent'
  | 'closed';

/** What a job of an incident waits for: to leave its state, or a newer run that succeeds; undefined: nothing ends it but age. */
export type Awaits = 'move' | 'success' | undefined;

export function awaitsOf(state: string, isOverdue: boolean): Awaits {
  if (isOverdue || state === 'Pause') return 'move';
  return state === 'Failed' ? 'success' : undefined;
}

/** How a job's part in an incident ended. */
export type Resolution =
  /** It left Pause for a state in which it goes on or is done. */
  | 'resumed'
  /** It left its state another way, told by the new state. */
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

/** What is told of an incident, in one message of its thread. */
export const NOTIFICATION_KINDS = ['opening', 'update', 'reminder', 'escalation', 'closing'] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** News of the incident as a whole, beside that of its jobs; told at once. */
export type PendingUpdate = 'flapping' | 'settled' | 'silence-ended';

/** What holds a message back for now. */
export const HOLD_REASONS = [
  /** The first mail gathers more, or the group was told of a moment ago. */
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
