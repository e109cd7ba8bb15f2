import type { Message } from '../../core/message/message.ts';
import { asksForSomebody } from '../../core/message/asks-for-somebody.ts';
import { SEVERITIES } from '../../core/severity.ts';
import { wordsOf } from '../locale.ts';
import { mergeLines } from './merge-lines.ts';

/**
 * Writes one message in place of several that could not go out one by one. It has a line for each incident, with its
 * title, its counts, its state and its link. It has the number of the first message. When all bring the same update
 * of one incident, it is the first message. It mentions everybody that any of them mentions.
 */
export function mergeMessages(messages: readonly Message[]): Message {
  const [first] = messages;
  if (first === undefined) throw new Error('there is nothing to merge');
  const { incident, messageId, receiver, recipients, createdAt, timezone, publicUrl, language } = first;
  // A closing of another severity neither mentions nor keeps anybody from being mentioned.
  const asking = messages.filter(asksForSomebody);
  const asked = asking.length > 0 && {
    asking: asking.map((one) => ({ receiver: one.receiver, severity: one.severity })),
  };
  if (areAlike(messages)) return { ...first, ...asked };
  const parts = mergeLines(messages);
  const { chat } = wordsOf(language);
  const incidents = [...new Set(messages.flatMap((message) => message.incidents ?? [message.incident]))];
  const weighed = asking.length > 0 ? asking : messages;
  return {
    kind: 'report',
    messageId,
    incident,
    incidents,
    receiver,
    recipients,
    createdAt,
    timezone,
    publicUrl,
    ...(language !== undefined && { language }),
    ...asked,
    severity: SEVERITIES.find((one) => weighed.some(({ severity }) => severity === one)) ?? 'info',
    jobs: [],
    counts: [],
    report: { title: chat.merged(parts.length), lines: [] },
    parts,
  };
}

/** Returns true when each of them would be the same line. Any one of them says it all. */
function areAlike(messages: readonly Message[]): boolean {
  const lines = messages.map((message) => JSON.stringify(mergeLines([message])));
  return new Set(lines).size === 1 && mergeLines(messages).length === 1;
}
