import type { Language, Message } from '../../core/message/message.ts';
import { ENGLISH_LISTS } from './locale/en.ts';
import { wordLists } from './word-lists.ts';

/** Returns what people call a kind of message. A kind that this version does not know stays as it is. */
export function notificationKindWord(kind: string, language: Language = 'en'): string {
  return isKind(kind) ? wordLists(language).kinds[kind] : kind;
}

/** Says whether the kind of a message already names this reason: an update brings changes, a reminder repeats. */
export function isUsualReason(kind: string, reason: string): boolean {
  return USUAL[kind]?.test(reason) ?? false;
}

const USUAL: Readonly<Record<string, RegExp>> = {
  opening: /^opened$/,
  update: /^news$/,
  reminder: /^repeat$/,
  escalation: /^opened$/,
  closing: /^closed-/,
};

function isKind(kind: string): kind is Message['kind'] {
  return Object.hasOwn(ENGLISH_LISTS.kinds, kind);
}
