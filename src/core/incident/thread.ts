import type { HoldReason } from './lifecycle.ts';
import type { Instant } from '../../platform/time.ts';

/** One receiver's messages about an incident. */
export interface Thread {
  receiver: string;
  via: 'rule' | 'escalation';
  /** Its place among the threads of the incident, counted from 1; never changes. */
  ordinal: number;
  /** The number of messages made. */
  messages: number;
  /** When the last of them was made, or given up. */
  notifiedAt: Instant | undefined;
  /** True when its last message was a closing. */
  isClosed: boolean;
  /** Of its first message. */
  subject: string | undefined;
  /** Its last message, while no server was offered any copy of it: it may still be rewritten. */
  unoffered: { notification: number; messageId: string } | undefined;
  /** The hold on it, where that is its last event. */
  lastHold: { reason: HoldReason; by: string | undefined } | undefined;
}
