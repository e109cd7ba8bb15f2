import type { DecisionReason } from '../../../core/rule/decide.ts';
import type {
  ClosedReason,
  HoldReason,
  PendingUpdate,
  RATE_CAPPED,
} from '../../../core/incident/lifecycle.ts';
import type { MessageFallback } from '../../../core/incident/message-fallback.ts';
import type { SelfCheckReason } from '../../../core/incident/self-check.ts';

/** Every reason that people read. */
export type NamedReason =
  | DecisionReason
  | HoldReason
  | ClosedReason
  | PendingUpdate
  | `closed-${ClosedReason}`
  | typeof RATE_CAPPED
  | MessageFallback['reason']
  | NotifyReason
  | SelfCheckReason
  | MissedOccurrence
  | Failure
  | Wait;

/** Why a message of a thread is sent. */
type NotifyReason = 'opened' | 'news' | 'repeat' | 'opened-and-closed' | 'not-acknowledged';

/** Why the incident of an expectation opens. */
type MissedOccurrence = 'job-missing' | 'success-missing';

/** Why a poll, a question to the API, or a delivery failed. */
type Failure =
  | 'auth'
  | 'throttled'
  | 'timeout'
  | 'network'
  | 'server'
  | 'malformed'
  | 'refused'
  | 'right-missing'
  | 'tls'
  | 'rate_limited'
  | 'temporary'
  | 'permanent'
  | 'delivered';

/** Why an entry of the outbox waits. */
type Wait = 'under-way' | 'held-by-channel' | 'retry' | 'due';
