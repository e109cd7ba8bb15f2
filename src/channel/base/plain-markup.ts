import type { ChatMarkup } from '../../render/chat/chat-lines.ts';

/** A text without marks. */
export const PLAIN_MARKUP: ChatMarkup = {
  escape: (text) => text,
  strong: (text) => text,
};
