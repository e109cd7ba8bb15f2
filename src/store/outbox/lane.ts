import { sql, type ExpressionBuilder } from 'kysely';
import type { Schema } from '../schema/schema.ts';
import { thenJoin } from '../dialect/hints.ts';
import { jsonText } from '../dialect/json-column.ts';

/** The entries that share an order, a rate and a fate: all of a channel, or those of one recipient on it. */
export interface Lane {
  channel: string;
  /** Left out: every recipient of the channel, as of a mail server that takes mail for all. */
  recipient?: string | undefined;
}

/** Selects the entries of a lane. */
export function ofLane({ channel, recipient }: Lane) {
  return (eb: ExpressionBuilder<Schema, 'outbox'>) =>
    recipient === undefined
      ? eb('outbox.channel', '=', channel)
      : eb.and([eb('outbox.channel', '=', channel), eb('outbox.recipient', '=', recipient)]);
}

/** Selects the attempts of a lane. */
export function attemptsOfLane({ channel, recipient }: Lane) {
  return (eb: ExpressionBuilder<Schema, 'attempt'>) => {
    const isOfChannel = eb('attempt.channel', '=', channel);
    if (recipient === undefined) return isOfChannel;
    const entry = eb.selectFrom('outbox').select('recipient').whereRef('outbox.id', '=', 'attempt.outbox');
    return eb.and([isOfChannel, eb(entry, '=', recipient)]);
  };
}

/**
 * Selects the entries whose turn it is: at a destination of its own, no message overtakes an earlier one of its thread
 * that waits there. A closing would come before its opening. What belongs to no thread may answer another message: that a
 * receiver gets messages again answers what came in its place.
 */
export function inTurn({ channel, recipient }: Lane) {
  if (recipient === undefined) return sql<boolean>`TRUE`;
  return sql<boolean>`NOT EXISTS (
    SELECT 1 FROM outbox AS earlier ${thenJoin()} notification AS of ON of.id = earlier.notification
    WHERE earlier.channel = ${channel} AND earlier.recipient = ${recipient} AND earlier.state = 'pending'
      AND earlier.notification < outbox.notification
      AND (of.thread = (SELECT thread FROM notification WHERE id = outbox.notification)
        OR of.thread IS NULL AND of.message_id = (
          SELECT ${jsonText('message', 'inReplyTo')} FROM notification WHERE id = outbox.notification AND thread IS NULL)))`;
}
