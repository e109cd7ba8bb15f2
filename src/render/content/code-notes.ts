import type { Message } from '../../core/message/message.ts';
import type { Link } from './message-links.ts';
import { visibleProse } from '../../platform/text/visible-text.ts';
import { wordsOf } from '../locale.ts';

/** Returns the meaning of an error code, and the first thing to do. */
export interface CodeNote {
  means: string;
  /** Empty where nothing can be advised. */
  action: string;
  /** Absent where no page is known. */
  link?: Link;
}

/** The advice of the message, ready to be shown. A link is only ever one of the table or the configuration. */
export function codeNotes({ advice = [], language }: Message): readonly CodeNote[] {
  const words = wordsOf(language).enrichment.advice;
  return advice.map(({ code, means, action, link }) => {
    const shown = visibleProse(code, 60);
    return {
      means: words.means(shown, visibleProse(means, 500)),
      action: action === '' ? '' : words.action(visibleProse(action, 500)),
      ...(link !== undefined &&
        /^https?:\/\//.test(link) && { link: { label: words.link(shown), url: link } }),
    };
  });
}
