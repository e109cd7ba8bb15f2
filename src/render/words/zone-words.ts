import type { Language } from '../../core/message/message.ts';
import { wordLists } from './word-lists.ts';

/** Returns what people call an IANA zone. */
export function zoneWord(timezone: string, language: Language = 'en'): string {
  return wordLists(language).zone(timezone);
}
