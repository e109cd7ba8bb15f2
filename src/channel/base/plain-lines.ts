import type { Message } from '../../core/message/message.ts';
import type { VendorPages } from '../../core/message/vendor-pages.ts';
import { byteLength, chatLines } from '../../render/chat/chat-lines.ts';
import { fitChat } from '../../render/chat/fit-chat.ts';
import { wordsOf } from '../../render/locale.ts';
import { PLAIN_MARKUP } from './plain-markup.ts';

/** Bytes of a text within JSON. A body of 20,000 bytes may hold it twice, beside all that programs read. */
const MAX_BYTES = 6_000;

/** Writes a message for people in plain lines, the headline first, as a part of what a program reads. */
export function plainLines(message: Message, pages: VendorPages): readonly string[] {
  return fitChat(
    message,
    {
      layOut: (content) => chatLines(content, PLAIN_MARKUP, wordsOf(message.language)),
      fits: (lines) => byteLength(JSON.stringify(lines.join('\n'))) <= MAX_BYTES,
    },
    pages,
  );
}
