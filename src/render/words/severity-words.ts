import type { Language } from '../../core/message/message.ts';
import type { Severity } from '../../core/severity.ts';
import { wordLists } from './word-lists.ts';

/** Returns what people call a severity. English has the configuration's own words. */
export function severityWord(severity: Severity, language: Language = 'en'): string {
  return wordLists(language).severity(severity);
}
