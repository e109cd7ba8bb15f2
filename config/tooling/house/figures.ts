// Run by `npm run figures [-- DIRECTORY]`: prints figures of this checkout, beside those of another one.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Figure, measureCode } from './measure-code.ts';
import { sentencesOfDocs, sentencesOfMarkdown } from './measure-sentences.ts';
import { readSources } from './read-sources.ts';
import { mean, p90 } from './spread.ts';

const HERE = join(import.meta.dirname, '../../..');

const roots = [...process.argv.slice(2).map((directory) => resolve(directory)), HERE];
const columns = roots.map(figuresOf);

console.log(roots.join(' | '));
for (const [row, [name]] of columns[0]?.entries() ?? []) {
  const counts = columns.map(
    (column) => column[row]?.[1].toLocaleString('en', { maximumFractionDigits: 1 }) ?? '',
  );
  console.log(`${name.padEnd(42)}${counts.map((count) => count.padStart(10)).join('')}`);
}

function figuresOf(root: string): Figure[] {
  const sources = readSources(root, 'src');
  const page = (name: string): number[] => sentencesOfMarkdown(readFileSync(join(root, name), 'utf8'));
  return [
    ...measureCode(sources),
    ...wordsPerSentence('README', page('README.md')),
    ...wordsPerSentence('ARCHITECTURE', page('ARCHITECTURE.md')),
    ...wordsPerSentence('doc comments', sentencesOfDocs(sources)),
  ];
}

function wordsPerSentence(where: string, lengths: number[]): Figure[] {
  return [
    [`words per sentence of ${where}, mean`, mean(lengths)],
    [`words per sentence of ${where}, p90`, p90(lengths)],
  ];
}
