import type { CapturedMail } from '../../support/mail/smtp-sink.ts';
import { messageNumber } from '../../../src/core/message/message-number.ts';
import type { Instant } from '../../../src/platform/time.ts';

/** A message that reached a destination, by mail or over HTTP. */
export interface Arrival {
  /** The label `channel`. */
  channel: string;
  /** What the outbox calls the destination. */
  recipient: string;
  at: Instant;
  /** False when it was not taken: the answer was another one, or there was none. */
  isTaken: boolean;
  /** The numbers of its messages. Several alerts come in one request. An end in PagerDuty has none. */
  numbers: readonly string[];
  /** The incidents of a message that stands for several, a line each. Empty in all others. */
  lines: readonly string[];
  /** The incident whose alert it ends, where it says no more than that. */
  ends?: string;
}

/** Returns what mails brought: each recipient of one got a message. */
export function arrivalsOf(mails: readonly CapturedMail[]): readonly Arrival[] {
  return mails.flatMap(({ to, messageId, receivedAt, acknowledged }) =>
    to.map((recipient) => ({
      channel: 'email',
      recipient,
      at: receivedAt,
      isTaken: acknowledged,
      numbers: [messageNumber(messageId)],
      lines: [],
    })),
  );
}

/** Reads the numbers and the incidents in the body of a request. The number of a webhook stands in a header. */
export function readBody(
  body: string,
  webhookId: string | undefined,
): Pick<Arrival, 'numbers' | 'lines' | 'ends'> {
  const text = body.replaceAll('&#45;', '-');
  const ends = /"dedup_key":"([0-9a-f]{16})","event_action":"resolve"/.exec(text)?.[1];
  if (ends !== undefined) return { numbers: [], lines: [], ends };
  const incidents = [...text.matchAll(/\/incidents\/([0-9a-f]{16})(?![\w/])/g)].map(([, id = '']) => id);
  const isMerged = webhookId === undefined && /\b\d+ messages in one\b/.test(text);
  const numbers = webhookId === undefined ? (text.match(/\b[0-9a-f]{16}-\d+\.\d+\b/g) ?? []) : [webhookId];
  return { numbers: [...new Set(numbers)], lines: isMerged ? incidents : [] };
}

/** The parts of a number: `01jd9x2m-1.2` is the second message of the first thread of its incident. */
export function partsOf(number: string): { incident: string; thread: string; place: number } {
  const [thread = '', place] = number.split('.');
  return { incident: thread.replace(/-\d+$/, ''), thread, place: Number(place) };
}
