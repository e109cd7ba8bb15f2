import type { DeliveryHint } from '../../core/delivery-hint.ts';
import type { Language } from '../../core/message/message.ts';
import { wordLists } from './word-lists.ts';

/** Returns what an operator can do about a message that was not delivered, for logs, commands and pages. */
export function hintText(hint: DeliveryHint, language: Language = 'en'): string {
  return wordLists(language).hints[hint];
}
