import type { Instant } from '../../platform/time.ts';
import type { DeliveryHint } from './delivery-hints.ts';

/** What the mail server said last of something that waits or was given up. */
export interface ServerAnswer {
  readonly response: string;
  readonly hint: DeliveryHint | undefined;
}

export interface BlockedRecipient {
  readonly recipient: string;
  readonly entries: number;
  /** When the oldest of its messages was made. */
  readonly since: Instant;
  readonly answer: ServerAnswer | undefined;
}

export interface DeadRecipient {
  readonly recipient: string;
  /** When it last took a message before the newest refusal; 0: never; undefined when it has taken one since. */
  readonly refusedSince: Instant | undefined;
  readonly answer: ServerAnswer | undefined;
}
