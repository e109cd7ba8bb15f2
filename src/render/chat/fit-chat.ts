import type { Message } from '../../core/message/message.ts';
import type { VendorPages } from '../../core/message/vendor-pages.ts';
import { chatContent, type ChatContent, type ChatLimits } from './chat-content.ts';

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
  for (const content of everShorter(message, pages)) {
    const written = layOut(content);
    if (fits(written)) return written;
  }
  return layOut(withoutDetails(chatContent(message, { jobs: 0, prose: 1, earlier: 0 }, pages)));
}

/**
 * Long texts go first, then jobs, then the advice: of all causes and sentences the first says most. Of several incidents
 * each keeps its line, and earlier messages are counted in the end.
 */
function* everShorter(message: Message, pages: VendorPages): Iterable<ChatContent> {
  for (const limits of SHORTER) yield chatContent(message, limits, pages);
  const least = withFirst(chatContent(message, { ...SHORTEST, earlier: 1 }, pages));
  yield withFirst(chatContent(message, SHORTEST, pages));
  yield least;
  yield { ...least, details: [] };
}

function withFirst({ causes, standing, ...content }: ChatContent): ChatContent {
  return { ...content, causes: causes.slice(0, 1), standing: standing.slice(0, 1) };
}

const SHORTEST: ChatLimits = { jobs: 0, prose: 60 };
const SHORTER: readonly ChatLimits[] = [
  { jobs: 3, prose: 600 },
  { jobs: 3, prose: 200 },
  { jobs: 1, prose: 120 },
  SHORTEST,
];

/** The headline, the links and the number remain. */
function withoutDetails(content: ChatContent): ChatContent {
  return { ...content, details: [], causes: [], standing: [], jobs: [] };
}
