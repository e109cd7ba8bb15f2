import { incidentPage } from '../../core/message/incident-page.ts';
import type { Message, MessagePart } from '../../core/message/message.ts';
import { asksForSomebody } from '../../core/message/asks-for-somebody.ts';
import { SEVERITIES } from '../../core/severity.ts';
import { visibleProse } from '../../platform/text/visible-text.ts';
import { renderSummary } from '../content/render-subject.ts';
import { wordsOf } from '../locale.ts';

/**
 * Writes one message in place of several that could not go out one by one: a line for each incident, with its title, its
 * counts, its state and its link. It has the number of the first.
 */
export function mergeMessages(messages: readonly Message[]): Message {
  const [first] = messages;
  if (first === undefined) throw new Error('there is nothing to merge');
  const { incident, messageId, receiver, recipients, createdAt, timezone, publicUrl, language } = first;
  const { chat } = wordsOf(language);
  const incidents = [...new Set(messages.map((message) => message.incident))];
  // A closing of another severity neither mentions nor keeps anybody from being mentioned.
  const asking = messages.filter(asksForSomebody);
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
    ...(asking.length > 0 && { asks: true as const }),
    severity: SEVERITIES.find((one) => weighed.some(({ severity }) => severity === one)) ?? 'info',
    jobs: [],
    counts: [],
    report: { title: chat.merged(messages.length), lines: [] },
    parts: messages.map(toPart),
  };
}

function toPart(message: Message): MessagePart {
  const url = incidentPage(message) ?? message.publicUrl;
  const { chat } = wordsOf(message.language);
  const [state = '', why] = [stateOf(message), standingIn(message)].filter((text) => text !== '');
  return { summary: renderSummary(message), state: why === undefined ? state : chat.part(state, why), url };
}

/** Empty of a message without an incident, and of an end: its summary says how it ended. */
function stateOf({ story, kind, language }: Message): string {
  if (story === undefined || kind === 'closing') return '';
  const { chat } = wordsOf(language);
  const by = story.acknowledged?.by;
  return by === undefined ? chat.unacknowledged : chat.acknowledged(visibleProse(by, NAME_LIMIT));
}

/** Why it goes to its receiver. Empty where the receiver is its own. */
function standingIn({ fallback, language }: Message): string {
  if (fallback === undefined) return '';
  const { chat } = wordsOf(language);
  const receiver = visibleProse(fallback.receiver, NAME_LIMIT);
  return fallback.reason === 'free' ? chat.reachableAgain(receiver) : chat.inPlaceOf(receiver);
}

const NAME_LIMIT = 20;
