import { graphemesOf } from './graphemes.ts';

/**
 * Cuts `text` to at most `limit` code points, the last of them an ellipsis when something was cut. It cuts before a
 * character that a reader sees as one (an emoji family, a letter with its marks), unless that character alone is
 * longer than the limit. It never leaves half a surrogate pair.
 */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  // Two units a code point at most: nothing beyond this can be kept, so a huge text costs no more.
  const start = text.slice(0, 2 * limit + 2);
  const points = Array.from(start);
  if (points.length <= limit && start.length === text.length) return text;
  if (limit <= 0) return '';
  const room = points.slice(0, limit - 1).join('');
  return `${wholeCharacters(start, room.length) || room}…`;
}

function wholeCharacters(text: string, length: number): string {
  let end = 0;
  for (const { index, segment } of graphemesOf(text)) {
    if (index + segment.length > length) break;
    end = index + segment.length;
  }
  return text.slice(0, end);
}
