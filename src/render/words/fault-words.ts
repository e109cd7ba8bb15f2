import type { Language } from '../../core/message/message.ts';
import { wordLists } from './word-lists.ts';

/**
 * Returns what the program says of a fault of its own sources, in the reader's language. Faults are logged and stored
 * in English; what the other side said stands in them word for word, and stays. A text that this version does not know
 * stays, too.
 */
export function faultWords(text: string, language: Language = 'en'): string {
  return wordLists(language).fault(text);
}
