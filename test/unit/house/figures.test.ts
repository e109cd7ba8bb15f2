import { describe, expect, it } from 'vitest';
import { measureCode } from '../../../config/tooling/house/measure-code.ts';
import { sentencesOfDocs, sentencesOfMarkdown } from '../../../config/tooling/house/measure-sentences.ts';
import { parseSource } from '../../../config/tooling/house/read-sources.ts';
import { mean, median, p90 } from '../../../config/tooling/house/spread.ts';

/** The figures of a tree: path → text. */
function figures(files: Record<string, string>): Record<string, number> {
  return Object.fromEntries(
    measureCode(Object.entries(files).map(([path, text]) => parseSource(path, text))),
  );
}

describe('the figures of the code', () => {
  it('count rooms, folders, and what imports what', () => {
    const found = figures({
      'src/main.ts': "import './store/jobs/a.ts';\n",
      'src/store/jobs/a.ts': "import '../views/b.ts';\nimport '../../core/c.ts';\nimport 'kysely';\n",
      'src/store/views/b.ts': "import '../jobs/a.ts';\nimport '../../core/c.ts';\n",
      'src/core/c.ts': '',
    });
    expect(found).toMatchObject({
      'rooms (top-level folders)': 3,
      'arrows between rooms': 2,
      folders: 4,
      'arrows between folders': 5,
      'pairs of folders that import each other': 1,
      'files in the largest flat folder': 1,
      files: 4,
      lines: 7,
    });
  });

  it.each([
    ['function a(b: { c: 1 }) {}', 1],
    ['const a = (b: 1): { c: 1 } => b;', 1],
    ['class A { b(c: Readonly<{ d: 1 }>): { e: 1 }[] {} }', 2],
    ['interface A { b(c: { d: 1 }): void }', 1],
    ['type A = (b: { c: 1 }) => void;', 1],
    ['type A = { b: 1 };\nfunction c(d: A): A {}', 0],
    ['function a() { const b: { c: 1 } = d; }', 0],
  ])('count the anonymous object types in the signatures of %s', (text, count) => {
    expect(figures({ 'src/a.ts': text })).toMatchObject({ 'anonymous object types in signatures': count });
  });

  it('count the lines of functions with a body, and the word readonly', () => {
    const text =
      'function a() {\n  return 1;\n}\nconst b = () => 1;\ntype C = { readonly d: readonly 1[] };\n';
    expect(figures({ 'src/a.ts': text })).toMatchObject({
      'lines of a function, median': 3,
      'the word readonly': 2,
    });
  });
});

describe('the figures of sentences', () => {
  it('count the words of prose, and neither headings nor code nor tables', () => {
    const page = [
      '# A heading',
      'One two three. Four `code of any length`!',
      '```\nnot prose\n```',
      '| no | prose |',
      '- an item',
      '- [another](https://example.org/a.html) item',
    ];
    expect(sentencesOfMarkdown(page.join('\n'))).toEqual([3, 2, 2, 2]);
  });

  it('count the words of doc comments, and of no other comment', () => {
    const text =
      '/**\n * One two.\n * Three\n * four five.\n */\n// no doc\n/* nor this */\n/** Six. */\nconst a = 1;';
    expect(sentencesOfDocs([parseSource('src/a.ts', text)])).toEqual([2, 3, 1]);
  });

  it('take the middle, and what nine of ten do not exceed', () => {
    const numbers = [10, 1, 9, 2, 8, 3, 7, 4, 6, 5];
    expect([median(numbers), p90(numbers), mean(numbers)]).toEqual([5, 9, 5.5]);
  });
});
