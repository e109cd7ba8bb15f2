import type { Instant } from '../../platform/time.ts';
import type { Message } from './message.ts';

/** What a recipient was told last of an incident. */
export interface StandingMessage {
  message: Message;
  /** When the incident closed. `undefined` while it is open. */
  closedAt: Instant | undefined;
}
