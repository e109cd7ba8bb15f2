import type { Message } from '../alerts/message.ts';

/** What delivery needs of a channel: offer one message to one recipient and say how it went. */
export interface Channel {
  /** The label `channel` of the metrics, e.g. `email`. */
  readonly name: string;
  /** Messages the channel may offer in any minute. */
  readonly maxPerMinute: number;
  /**
   * Offers `message` to `recipient`, one complete exchange, and returns the verdict. Ends within 60 s
   * whatever the other side does, and soon after `signal` aborts, then with a `temporary`, `channelWide`
   * verdict, for that says nothing of the entry. Never throws for what the other side does.
   */
  send(message: Message, recipient: string, signal: AbortSignal): Promise<Verdict>;
  /** Connects and logs in without sending; for `check --online`. */
  verify(signal: AbortSignal): Promise<Verdict>;
}

export const DELIVERY_FAILURE_REASONS = [
  'auth',
  'temporary',
  'permanent',
  'timeout',
  'network',
  'tls',
  'rate_limited',
] as const;
export type DeliveryFailureReason = (typeof DELIVERY_FAILURE_REASONS)[number];

export type Verdict =
  | { readonly outcome: 'delivered'; readonly response: string }
  | {
      /** `permanent`: this recipient or this message will never be taken; anything else may be later. */
      readonly outcome: 'permanent' | 'temporary';
      readonly reason: DeliveryFailureReason;
      /** What the other side said, or what broke; one line, no secrets. */
      readonly response: string;
      /** What the operator can do; absent when the response says it all. */
      readonly hint?: string | undefined;
      /** True when the whole channel is affected (connect, greeting, TLS, login), not this entry alone. */
      readonly channelWide: boolean;
      /** False when the other side certainly got nothing of the message: it may still be written anew. */
      readonly offered: boolean;
    };
