import type { Generated } from 'kysely';
import type { DeliveryHint } from '../../core/delivery-hint.ts';

export interface NotificationTable {
  id: Generated<number>;
  receiver: string;
  message_id: string;
  incident: string;
  /** The channel-neutral message as JSON. */
  message: string;
  /** When the oldest of its transitions was observed. */
  detected_at: number;
  created_at: number;
  /** Null for what belongs to no incident. */
  thread: number | null;
}

/** One entry per recipient of a notification: each has its own fate. */
export interface OutboxTable {
  id: Generated<number>;
  notification: number;
  channel: string;
  recipient: string;
  state: OutboxState;
  attempts: number;
  next_attempt_at: number;
  /** When it was delivered or given up; null while it is not. */
  settled_at: number | null;
  /** The concern of its last failure; null while it never failed, once it is settled, and where it is not known. */
  held_by: Generated<HeldBy | null>;
  /** The number of attempts that ended without an answer to the final dot. */
  unanswered: Generated<number>;
  /** Since when the final dot of the attempt under way stays unanswered; null while it does not, as far as is known. */
  unanswered_at: Generated<number | null>;
  /** 1 once its text may have reached a server: from then on it must stay as it is. */
  offered: Generated<number>;
  /** When it was first due and had to wait for the channel's rate; null when it never had to. */
  rate_capped_at: Generated<number | null>;
  /** The first entry of the message in which it was offered last; null when that message was its own. */
  merged_into: Generated<number | null>;
}

/**
 * The obstacle of an entry that was tried in vain. `channel`: connection, TLS, login, the server's rate, or anything
 * else that meets every message. `us`: a refusal of the sender, the client or a relay, or one of unknown cause.
 * `recipient`: this address alone, because others are taken or the server says so. `unanswered`: the server got the
 * whole message and did not answer, so it may have been delivered.
 */
export type HeldBy = (typeof HOLDERS)[number];

export const HOLDERS = ['channel', 'us', 'recipient', 'unanswered'] as const;

export type OutboxState = 'pending' | 'claimed' | 'sent' | 'dead';

export interface AttemptTable {
  id: Generated<number>;
  outbox: number;
  channel: string;
  started_at: number;
  /** Null while under way; stays so when the process died in between. */
  ended_at: number | null;
  outcome: 'delivered' | 'temporary' | 'permanent' | null;
  reason: string | null;
  response: string | null;
  /** Advice for the operator; null when the response says all. */
  hint: Generated<DeliveryHint | null>;
  /** 1 when its message went along in that of another entry. */
  along: Generated<number>;
}

/** Others were notified of an incident in place of a receiver. */
export interface FallbackTable {
  id: Generated<number>;
  incident: number;
  receiver: string;
  /** The entry that did not get through. */
  outbox: number;
  /** JSON array of the names of those who were notified. */
  notified: string;
  at: number;
  /** When the receiver could be reached again; null while it cannot. */
  ended_at: number | null;
}

/** A thread at another side that has threads: later messages of the incident answer to it. */
export interface ConversationTable {
  incident: number;
  channel: string;
  recipient: string;
  /** Its name at the other side: the `ts` of a message in Slack. */
  reference: string;
}
