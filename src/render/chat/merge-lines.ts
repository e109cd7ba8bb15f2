import { incidentPage } from '../../core/message/incident-page.ts';
import type { Message, MessagePart } from '../../core/message/message.ts';
import { visibleProse } from '../../platform/text/visible-text.ts';
import { renderSummary } from '../content/render-subject.ts';
import { wordsOf } from '../locale.ts';

/**
 * Returns a line for each incident, in the order of their first messages. Several receivers may be notified of one
 * incident. Its line shows its latest state, and keeps its other updates. An incident has a line in each language.
 */
export function mergeLines(messages: readonly Message[]): MessagePart[] {
  return [...Map.groupBy(messages, subjectOf).values()].map(toPart);
}

function subjectOf({ incident, incidents = [incident], language = 'en' }: Message): string {
  return [language, ...incidents].join(' ');
}

function toPart(about: readonly Message[]): MessagePart {
  const inOrder = about.toSorted(compareFreshness);
  const newest = inOrder.at(-1);
  if (newest === undefined) throw new Error('there is nothing to merge');
  const summary = renderSummary(newest);
  // That a receiver can be reached again is said behind the state.
  const earlier = inOrder.filter(({ fallback }) => fallback?.reason !== 'free').map(renderSummary);
  const { language } = newest;
  const { chat } = wordsOf(language);
  const [state = '', ...whys] = distinct([stateOf(newest), ...inOrder.map(standingIn)]);
  return {
    summary,
    state: whys.reduce((text, why) => chat.part(text, why), state),
    before: distinct(earlier).filter((text) => text !== summary),
    ...(language !== undefined && { language }),
    url: incidentPage(newest) ?? newest.publicUrl,
  };
}

/**
 * Orders messages about one incident by how new their facts are: an end is the last of all. What goes out in place of
 * another receiver repeats an older message.
 */
function compareFreshness(a: Message, b: Message): number {
  return (
    Number(isEnd(a)) - Number(isEnd(b)) ||
    Number(a.fallback === undefined) - Number(b.fallback === undefined) ||
    Number(a.fallback?.reason !== 'free') - Number(b.fallback?.reason !== 'free') ||
    a.createdAt - b.createdAt
  );
}

function isEnd({ kind }: Message): boolean {
  return kind === 'closing';
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].filter((text) => text !== '');
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
