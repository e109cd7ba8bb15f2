import type { MessageFallback } from '../../core/incident/message-fallback.ts';
import type { Message } from '../../core/message/message.ts';
import { envelope, type Sending } from './compose-message.ts';

export interface FallbackMessage {
  /** The message that its receiver did not get. */
  message: Message;
  messageId: string;
  fallback: MessageFallback;
  /** The link by which the new receiver acknowledges the incident. */
  acknowledgeUrl: string;
}

/** Rewrites a message for a receiver that gets it in place of another one. */
export function composeFallback(
  { message, messageId, fallback, acknowledgeUrl }: FallbackMessage,
  { defaults, receiver, now }: Sending,
): Message {
  const { inReplyTo: _former, story, ...rest } = message;
  return {
    ...rest,
    ...envelope(message.incident, defaults, receiver),
    messageId,
    createdAt: now,
    fallback,
    ...(story !== undefined && {
      story: { ...story, ...(story.acknowledgeUrl !== undefined && { acknowledgeUrl }) },
    }),
  };
}

/** Writes that the receiver can be reached again, to somebody who was notified in its place by `inReplyTo`. */
export function composeFallbackEnd(
  {
    message,
    messageId,
    fallback,
    inReplyTo,
  }: Omit<FallbackMessage, 'acknowledgeUrl'> & { inReplyTo: string },
  { defaults, receiver, now }: Sending,
): Message {
  const { story, advice: _advice, report, ...rest } = message;
  return {
    ...rest,
    ...envelope(message.incident, defaults, receiver),
    kind: 'update',
    messageId,
    inReplyTo,
    createdAt: now,
    fallback,
    jobs: [],
    counts: [],
    ...(report !== undefined && { report: { ...report, lines: [] } }),
    ...(story !== undefined && { story: withoutAcknowledging({ ...story, added: 0 }) }),
  };
}

function withoutAcknowledging({
  acknowledgeUrl: _url,
  queues: _queues,
  ...story
}: NonNullable<Message['story']>): NonNullable<Message['story']> {
  return story;
}
