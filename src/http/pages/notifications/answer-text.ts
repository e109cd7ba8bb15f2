import { html } from 'hono/html';
import type { DeliveryHint } from '../../../core/delivery-hint.ts';
import { hintText } from '../../../render/words/delivery-hint-words.ts';
import { reasonWord } from '../../../render/words/reason-words.ts';
import type { Html } from '../../base/html.ts';
import type { PageContext } from '../../ui/page-context.ts';
import { visible } from '../../ui/visible.ts';

/** Another side answers with a line or two. */
const LONGEST_ANSWER = 400;

/** An answer of another side. */
export interface ShownAnswer {
  reason?: string | undefined;
  response?: string | undefined;
  hint?: DeliveryHint | undefined;
}

/** The answer of the other side, with its reason and with advice. */
export function answerText({ reason = '', response = '', hint }: ShownAnswer, { words }: PageContext): Html {
  return html`${reason === '' ? '' : html`<code>${reasonWord(reason, words.tag)}</code>`}
  ${visible(response, LONGEST_ANSWER)}
  ${hint === undefined ? '' : html`<br /><span class="dim">${hintText(hint, words.tag)}</span>`}`;
}
