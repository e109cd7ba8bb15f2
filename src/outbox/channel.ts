import type { DeliveryHint } from '../core/delivery-hint.ts';
import type { Duration } from '../platform/time.ts';
import type { StandingMessage } from '../core/message/standing-message.ts';
import type { Message } from '../core/message/message.ts';

/** A channel, as the delivery needs it: it offers one message to one recipient and gives a verdict. */
export interface Channel {
  /** The label `channel` of the metrics, e.g. `email`. */
  name: string;
  /** The only recipient that it serves. Left out: it serves every recipient of its name, in one order. */
  recipient?: string;
  /** Messages the channel may offer in any minute. */
  maxPerMinute: number;
  /** Messages it may offer in any second. Left out: as many as in a minute. */
  maxPerSecond?: number;
  /**
   * Offers `message` to `recipient` and returns the verdict. Up to three may be under way. Each step before the last
   * byte of the message ends within 60 s whatever the other side does; the answer to the message within ten minutes.
   * Ends soon after `signal` aborts. Never throws for what the other side does.
   */
  send(message: Message, recipient: string, options: SendOptions): Promise<Verdict>;
  /**
   * Writes one message in place of several that the rate kept back before they were ever offered. Left out where each
   * message must go by itself.
   */
  merge?: (messages: readonly Message[]) => Message;
  /** True where a message begins what a later one ends. A message about what has ended must end it itself. */
  keepsAlerts?: boolean;
  /** Repeats what stands, where the other side forgets it otherwise. */
  refresh?: {
    every: Duration;
    /** The receivers that have this destination. */
    receivers: readonly string[];
    send(standing: readonly StandingMessage[], signal: AbortSignal): Promise<Verdict>;
  };
  /**
   * Connects, logs in and asks whether these recipients would be taken, as far as that can be asked without sending;
   * for `check --online`.
   */
  verify(signal: AbortSignal, recipients?: readonly string[]): Promise<Verification>;
  /** Ends the connections that are kept for the next message. Nothing may be sent after it. */
  close(): Promise<void>;
}

export interface SendOptions {
  signal: AbortSignal;
  /** Called when the other side has been given the whole message; from then on only its answer is missing. */
  onHandedOver?: () => void;
  /** The thread that an earlier message of the incident began at this recipient, where the other side has threads. */
  thread?: string | undefined;
  /** True when the subject of the message has ended, and no later message will say so to this recipient. */
  isLeftOpen?: boolean;
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

/** The result of a connection without a message, and the answer about each recipient. */
export type Verification = Verdict & {
  recipients: readonly RecipientVerdict[];
  /** False where the other side can be asked nothing without a message. Left out: it was asked. */
  wasAsked?: false;
};

export interface RecipientVerdict {
  recipient: string;
  /** `delivered`: taken so far. Many a server takes every address and refuses later. */
  verdict: Verdict;
}

/**
 * The scope of a failure, as far as the other side says. `channel`: every message would fail alike. `us`: the sender,
 * the client or the like is refused, though in answer to one message. `unsure`: the recipient was refused, and
 * nothing says why. `delay`: nothing is refused, and it may pass later. `unanswered`: the whole message was handed
 * over, and no answer came.
 */
export type Concern = 'channel' | 'us' | 'recipient' | 'message' | 'unsure' | 'delay' | 'unanswered';

export type Verdict = Delivered | Failure;

export interface Delivered {
  outcome: 'delivered';
  response: string;
  /** The thread for later messages of the incident, where the other side has threads. */
  thread?: string | undefined;
}

export interface Failure {
  /** `permanent`: surely this recipient or this message will never be taken; anything else may be later. */
  outcome: 'permanent' | 'temporary';
  reason: DeliveryFailureReason;
  /** The other side's answer, or the fault; one line, no secrets. */
  response: string;
  /** Advice for the operator; absent when the response says all. */
  hint?: DeliveryHint | undefined;
  concern: Concern;
  /** The least pause that the other side asks for. `Infinity`: until the process or the configuration is a new one. */
  pause?: Duration | undefined;
  /** False when the other side certainly got nothing of the message: it may still be written again. */
  offered: boolean;
  /** Set when the thread is gone that the message was written in: it goes without one next time. */
  isThreadGone?: true;
}
