import type { DeliveryHint } from '../delivery-hint.ts';
import { DAY, type Duration, type Instant } from '../../platform/time.ts';

/** The name that stands in place of a rule's for incidents of the self-check. */
export const WATCHDOG = 'watchdog';

/** Why the self-check opens an incident: the reason in its record. */
export type SelfCheckReason =
  | 'target-unreadable'
  | 'credentials-refused'
  | 'credentials-ending'
  | 'outbox-blocked'
  | 'recipient-blocked'
  | 'dead-letters'
  | 'unknown-state'
  | 'jobs-vanished'
  | 'clock-skew'
  | 'config-refused'
  | 'store-not-writable';

export interface TargetHealth {
  name: string;
  /** Failed polls in a row. */
  failedPolls: number;
  failingSince: Instant | undefined;
  fault: FaultReading | undefined;
  /** Own clock minus the server's. */
  clockSkew: Duration | undefined;
}

/** Why a poll or a write failed, as it is kept. */
export interface FaultReading {
  reason: string;
  code: string;
  message: string;
  hint?: string | undefined;
}

/** The messages that share an order, a rate and a pause. Those that wait because of their recipient alone are left out. */
export interface OutboxHealth {
  /** Entries not delivered yet. */
  pending: number;
  /** When the oldest of those was made that were tried in vain; undefined when none was. */
  failingSince: Instant | undefined;
  /** When the oldest of all was made. */
  pendingSince: Instant | undefined;
  lastAttemptAt: Instant | undefined;
  /** To the oldest that was tried in vain. */
  answer: ServerAnswer | undefined;
}

/** The health of a way out by itself. */
export interface LaneHealth extends OutboxHealth {
  /** The only destination that it serves. `undefined`: a mail server, which takes the messages for all. */
  destination: NamedDestination | undefined;
}

/** A destination, as people read it. */
export interface NamedDestination {
  recipient: string;
  /** Its channel and its name; of a mailbox the address alone. Never a secret. */
  name: string;
  /** True of a mailbox. */
  isMail: boolean;
}

/** The troubles of messages that should leave. */
export interface OutboxReadings {
  /** One for each mail server, and one for each destination of the other channels. */
  outboxes: readonly LaneHealth[];
  /** Addresses in use that alone keep their messages from being taken. */
  blockedRecipients: BlockedRecipient[];
  /** Addresses in use that refused messages for good, and got none of these since. */
  deadRecipients: DeadRecipient[];
}

/** The other side's last answer about a message that waits or was given up. */
export interface ServerAnswer {
  response: string;
  hint: DeliveryHint | undefined;
}

export interface BlockedRecipient extends NamedDestination {
  entries: number;
  /** When the oldest of its messages was made. */
  since: Instant;
  answer: ServerAnswer | undefined;
}

export interface DeadRecipient extends NamedDestination {
  /** When it last took a message before the newest refusal; 0: never; undefined when it has taken one since. */
  refusedSince: Instant | undefined;
  answer: ServerAnswer | undefined;
}

export interface WatchdogLimits {
  unreadableAfter: number;
  outboxAfter: Duration;
}

/** An address whose last message was refused for good is reported for so long. */
export const FORGET_DEAD: Duration = 30 * DAY;
