import type { Instant } from '../../platform/time.ts';
import type { DeliveryHint } from './delivery-hints.ts';

/** What the mail server said last of something that waits or was given up. */
export interface ServerAnswer {
  response: string;
  hint: DeliveryHint | undefined;
}

export interface BlockedRecipient {
  recipient: string;
  entries: number;
  /** When the oldest of its messages was made. */
  since: Instant;
  answer: ServerAnswer | undefined;
}

export interface DeadRecipient {
  recipient: string;
  /** When it last took a message before the newest refusal; 0: never; undefined when it has taken one since. */
  refusedSince: Instant | undefined;
  answer: ServerAnswer | undefined;
}
