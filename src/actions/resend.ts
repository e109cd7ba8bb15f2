import type { Instant } from '../platform/time.ts';
import { deadEntries, findEntry, resendEntries, type DeadEntriesQuery } from '../store/outbox/resend.ts';
import type { WriteTransaction } from '../store/database.ts';

/** The person who wants messages sent again, the time, and the configured receivers. */
export interface ResendOptions {
  by: string;
  at: Instant;
  receivers: readonly string[];
}

/** `done`, or why nothing changed. */
export type ResendOutcome =
  | 'done'
  | 'unknown'
  /** It waits already, or was delivered. */
  | 'not-dead'
  /** The configuration has no receiver of this name any more. */
  | 'receiver-removed';

/** Sends an undeliverable entry again: the same message with the same `Message-ID`. */
export async function resendEntry(
  trx: WriteTransaction,
  { entry: id, by, at, receivers }: ResendOptions & { entry: number },
): Promise<ResendOutcome> {
  const entry = await findEntry(trx, id);
  if (entry === undefined) return 'unknown';
  if (entry.state !== 'dead') return 'not-dead';
  if (!receivers.includes(entry.receiver)) return 'receiver-removed';
  await resendEntries(trx, { ids: [id], by, at });
  return 'done';
}

/** The undeliverable entries to send again. */
export type ResendWish = Pick<DeadEntriesQuery, 'receiver' | 'since'>;

/** The fate of the undeliverable entries. Whoever asks twice gets 0 the second time. */
export interface ResentAll {
  /** Due again now. */
  resent: number;
  /** Still undeliverable, because their receiver is not configured any more. */
  receiverRemoved: number;
  /** Still undeliverable, because one request takes a bounded number: ask again. */
  left: number;
}

/** One transaction may not hold up delivery for long. */
const MOST: number = 10_000;

/** Sends all undeliverable entries again, the oldest first. @param asked `most`: how many entries to take at most. */
export async function resendAll(
  trx: WriteTransaction,
  { by, at, most = MOST, ...asked }: ResendOptions & ResendWish & { most?: number },
): Promise<ResentAll> {
  const { ids, configured, removed } = await deadEntries(trx, { ...asked, most });
  await resendEntries(trx, { ids, by, at });
  return { resent: ids.length, receiverRemoved: removed, left: configured - ids.length };
}
