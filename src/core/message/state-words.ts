import type { Language } from './message.ts';
import { titleWords } from './title-words.ts';

/** Returns what people call a state of the API: `failed`, `paused`. A state that is not documented stays as it is. */
export function stateWord(state: string, language: Language = 'en'): string {
  return titleWords(language).states.get(state) ?? state;
}

/** The same at the beginning of a line: `Failed`. */
export function stateHeading(state: string, language: Language = 'en'): string {
  const word = stateWord(state, language);
  return word === state ? word : `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
}
