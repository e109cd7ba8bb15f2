import { showDestination } from '../core/receiver.ts';
import { reasonWord } from '../render/words/reason-words.ts';
import type { NotificationStory } from '../store/views/job-story.ts';
import type { EntryOf } from './timeline-entry.ts';
import type { TimelineWords } from './locale/en.ts';

/** Says the fate of each recipient's copy. */
export function copyFates(
  entries: NotificationStory['entries'],
  { fates, noChannel }: TimelineWords,
): string[] {
  if (entries.length === 0) return [noChannel];
  return entries.map((entry) => `${showDestination(entry)} ${fates[entry.state]}`);
}

/** Says how an attempt ended, and what the server answered. */
export function attemptText(entry: EntryOf<'attempt'>, words: TimelineWords): string {
  const { number, destination, attempt } = entry;
  const { outcome, reason, response } = attempt;
  const outcomeWord = outcome === null ? null : reasonWord(outcome, words.tag);
  const ended = words.attempt(number, destination, outcomeWord);
  const whole = reason === null ? ended : words.note(ended, reasonWord(reason, words.tag));
  return response === null ? whole : `${whole}${words.colon}${response}`;
}
