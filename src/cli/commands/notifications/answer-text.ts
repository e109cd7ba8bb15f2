import type { DeliveryHint } from '../../../core/delivery-hint.ts';
import type { Language } from '../../../core/message/message.ts';
import { hintText } from '../../../render/words/delivery-hint-words.ts';
import { cliWords } from '../../locale/cli-words.ts';

/** An answer of another side. */
export interface ShownAnswer {
  reason?: string | undefined;
  response?: string | undefined;
  hint?: DeliveryHint | undefined;
}

/** The answer of the other side, with its reason and with advice. */
export function answerText({ reason = '', response = '', hint }: ShownAnswer, language: Language): string {
  const answer = [reason, response].filter((text) => text !== '').join(': ');
  return hint === undefined
    ? answer
    : `${answer}${cliWords(language).notifications.hint(hintText(hint, language))}`;
}
