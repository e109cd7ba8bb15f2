import type { Instant } from '../../platform/time.ts';
import type { Message } from './message.ts';

/** The last message that a recipient took of an incident. */
export interface StandingMessage {
  message: Message;
  /** When the incident closed. `undefined` while it is open. */
  closedAt: Instant | undefined;
}
