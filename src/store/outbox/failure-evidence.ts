import { sql } from 'kysely';
import { MINUTE, type Duration, type Instant } from '../../platform/time.ts';
import type { Database } from '../database.ts';
import { thenJoin } from '../dialect/hints.ts';

/** So long a success of another speaks for a channel that takes mail: they went out together. */
const TOGETHER: Duration = MINUTE;

/**
 * Returns whether other entries are taken while this one is not, and whether its recipient ever took one. Others are
 * taken if one was since this entry's previous attempt, or a moment ago with no refusal since.
 */
export async function failureEvidence(
  db: Database,
  asked: {
    entry: number;
    attempt: number;
    channel: string;
    recipient: string;
    now: Instant;
  },
): Promise<{ areOthersTaken: boolean; wasEverTaken: boolean }> {
  const { entry, attempt, channel, recipient, now } = asked;
  const { rows } = await sql<{
    ever: number;
    taken: Instant | null;
    before: Instant | null;
    refused: Instant | null;
  }>`
    SELECT max(CASE WHEN outcome = 'delivered' THEN ended_at END) AS taken,
      max(CASE WHEN outcome <> 'delivered' THEN ended_at END) AS refused,
      EXISTS (SELECT 1 FROM outbox WHERE recipient = ${recipient} AND state = 'sent') AS ever,
      (SELECT max(ended_at) FROM attempt WHERE outbox = ${entry} AND id < ${attempt}) AS before
    FROM attempt ${thenJoin()} outbox AS other ON other.id = attempt.outbox
    WHERE attempt.channel = ${channel} AND started_at > ${now - LOOK_BACK} AND started_at <= ${now}
      AND other.recipient <> ${recipient}`.execute(db);
  const { ever = 0, taken = null, before = null, refused = null } = rows[0] ?? {};
  const isSince = taken !== null && before !== null && taken > before;
  const isTogether = taken !== null && now - taken <= TOGETHER && (refused === null || refused < taken);
  return { areOthersTaken: isSince || isTogether, wasEverTaken: ever === 1 };
}

/** An entry is tried again within a quarter of an hour; what others met before that is no evidence. */
const LOOK_BACK: Duration = 20 * MINUTE;
