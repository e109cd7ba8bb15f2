import type { Source } from './read-sources.ts';

/** How many words each sentence of a page in Markdown has. Headings, code and tables are left out. */
export function sentencesOfMarkdown(text: string): number[] {
  return sentenceLengths(text.replaceAll(/^```.*?^```/gms, '').replaceAll(/^(#|\||<).*$/gm, ''));
}

/** How many words each sentence of the doc comments has. */
export function sentencesOfDocs(sources: Source[]): number[] {
  return sources
    .flatMap(({ comments }) => comments)
    .filter(({ type, value }) => type === 'Block' && value.startsWith('*'))
    .flatMap(({ value }) => sentenceLengths(value.replaceAll(/^\s*\*+/gm, '')));
}

const SENTENCES = new Intl.Segmenter('en', { granularity: 'sentence' });
const WORDS = new Intl.Segmenter('en', { granularity: 'word' });

/** A blank line ends a sentence, and so does the start of an item in a list. */
function sentenceLengths(prose: string): number[] {
  return prose
    .split(/\n\s*\n|\n\s*(?:[-*]|\d+\.)\s/)
    .map((paragraph) => plain(paragraph).replaceAll(/\s+/g, ' '))
    .flatMap((paragraph) => [...SENTENCES.segment(paragraph)])
    .map(({ segment }) => [...WORDS.segment(segment)].filter(({ isWordLike }) => isWordLike).length)
    .filter((words) => words > 0);
}

/** Code counts as one word, a link as its text. */
function plain(markdown: string): string {
  return markdown.replaceAll(/`[^`]*`/g, 'code').replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1');
}
