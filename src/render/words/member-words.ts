import type { PartEnd } from '../../core/incident/incident-end.ts';
import type { Language } from '../../core/message/message.ts';
import { stateWord } from '../../core/message/state-words.ts';
import type { MemberWords } from './locale/en.ts';
import { wordLists } from './word-lists.ts';

/** Jobs that joined an incident, or whose part in it ended, at one moment and in one way. */
export interface MovedJobs {
  count: number;
  /** Ids of some of them. */
  named: readonly string[];
}

/** Says which jobs joined: `401 jobs added (failed): b1, b2 and 399 more`. `incident` is given where there are several. */
export function joinedText(
  { count, named }: MovedJobs,
  of: { state: string; incident?: string | undefined },
  language: Language = 'en',
): string {
  const words = wordLists(language).members;
  const added = words.added({ count, state: stateWord(of.state, language), incident: of.incident });
  return words.which(added, listOf({ count, named }, words));
}

/** Says which jobs left, and how: `3 jobs resumed (running): b1 and 2 more`. */
export function leftText({ count, named }: MovedJobs, end: PartEnd, language: Language = 'en'): string {
  const words = wordLists(language).members;
  return words.which(words.left(count, partEndText(end, language)), listOf({ count, named }, words));
}

/** Says how the part of one job ended: `resumed (running)`. */
export function partEndText({ how, by }: PartEnd, language: Language = 'en'): string {
  return wordLists(language).members.ended[how](how === 'superseded' ? by : stateWord(by, language));
}

function listOf({ count, named }: MovedJobs, words: MemberWords): string {
  return words.list(named, count - named.length);
}
