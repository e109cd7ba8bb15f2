import type { Language } from '../../core/message/message.ts';
import { wordLists } from './word-lists.ts';

/**
 * Returns what people call a named reason. English shows the name itself, as logs and metrics do. A reason that this
 * version does not know stays as it is.
 */
export function reasonWord(reason: string, language: Language = 'en'): string {
  return wordLists(language).reason(reason);
}

/** Returns what people call what holds a message back: `silence 3`, `maintenance upgrade`. */
export function holderWord(holder: string, language: Language = 'en'): string {
  const [, kind, name = ''] = /^(silence|maintenance) (.*)$/u.exec(holder) ?? [];
  return kind === 'silence' || kind === 'maintenance'
    ? wordLists(language).holder(kind, name)
    : reasonWord(holder, language);
}
