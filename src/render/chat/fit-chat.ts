import type { Message } from '../../core/message/message.ts';
import type { VendorPages } from '../../core/message/vendor-pages.ts';
import { chatContent, type ChatContent, type ChatLimits } from './chat-content.ts';

/** Ever shorter limits: long texts go first, then jobs. In the end, the headline and the links remain. */
const SHORTER: readonly ChatLimits[] = [
  { jobs: 3, prose: 600 },
  { jobs: 3, prose: 200 },
  { jobs: 1, prose: 120 },
  { jobs: 0, prose: 60 },
];

/** The layout of a channel, and the test of its limit. */
export interface ChatLayout<Written> {
  layOut: (content: ChatContent) => Written;
  /** Returns whether the other side takes it. */
  fits: (written: Written) => boolean;
}

/** Writes `message` as fully as the other side takes it. The headline and all links are always in it. */
export function fitChat<Written>(
  message: Message,
  { layOut, fits }: ChatLayout<Written>,
  pages: VendorPages,
): Written {
  for (const limits of SHORTER) {
    const written = layOut(chatContent(message, limits, pages));
    if (fits(written)) return written;
  }
  const content = chatContent(message, { jobs: 0, prose: 1 }, pages);
  return layOut({ ...content, details: [], causes: [], standing: [], jobs: [] });
}
