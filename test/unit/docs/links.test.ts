import { existsSync, globSync, readdirSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anchorsOf, linksOf, markdownFiles, pathsOf, readPage, type Link } from '../../support/markdown.ts';

const exists = (path: string) => existsSync(new URL(`../../../${path}`, import.meta.url));

/** Why a link from the root leads nowhere; nothing for one that leads somewhere. */
function faultOf({ file, anchor }: Link): string[] {
  if (!exists(file)) return [`${file} does not exist`];
  if (anchor === '' || anchorsOf(readPage(file)).includes(anchor)) return [];
  return [`${file} has no section #${anchor}`];
}

it.each(markdownFiles())('%s links only to files and sections that exist', (page) => {
  const fromRoot = (file: string) => (file === '' ? page : posix.join(posix.dirname(page), file));
  const faults = linksOf(readPage(page)).flatMap(({ file, anchor }) =>
    faultOf({ file: fromRoot(file), anchor }),
  );
  expect(faults).toEqual([]);
});

it.each(['src', 'config', 'test', 'bin'])('%s/ names only pages and sections that exist', (folder) => {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  const faults = files.flatMap(({ parentPath, name }) =>
    pagesNamedIn(readPage(`${parentPath}/${name}`)).flatMap(faultOf),
  );
  expect(faults).toEqual([]);
});

/** The pages of the project that a text names by their path from the root. */
function pagesNamedIn(text: string): Link[] {
  return [...text.matchAll(/(docs\/[\w-]+\.md|\b[A-Z]{5,}\.md)(?:#([\w-]+))?/g)].map(
    ([, file = '', anchor = '']) => ({
      file,
      anchor,
    }),
  );
}

it.each(['ARCHITECTURE.md', 'CONTRIBUTING.md'])('%s names only files and folders that exist', (page) => {
  const paths = pathsOf(readPage(page)).filter((path) => !/[A-Z]{3}/.test(path));
  expect(paths.length).toBeGreaterThan(0);
  expect(paths.filter((path) => globSync(placesOf(path)).length === 0)).toEqual([]);
});

/** A bare name may stand anywhere in `src/`. */
function placesOf(path: string): string[] {
  return [path, `src/${path}`, ...(/\/./.test(path) ? [] : [`src/**/${path}`])];
}

it('the pages under docs/ can be reached from README.md', () => {
  const linked = linksOf(readPage('README.md')).map(({ file }) => file);
  const pages = markdownFiles().filter((path) => path.startsWith('docs/'));
  expect(pages.filter((path) => !linked.includes(path))).toEqual([]);
});

describe('the search for links', () => {
  it.each([
    ['[a](b.md#c)', [{ file: 'b.md', anchor: 'c' }]],
    ['[`a`](b.md)', [{ file: 'b.md', anchor: '' }]],
    ['[a](#b)', [{ file: '', anchor: 'b' }]],
    ['<img src="a.png" alt="">', [{ file: 'a.png', anchor: '' }]],
    ['[a](https://example.com/b#c)', []],
    ['`[a](b.md)`\n\n```\n[c](d.md)\n```\n', []],
  ])('finds the relative links of %j', (page, links) => {
    expect(linksOf(page)).toEqual(links);
  });

  it('finds the paths that stand as code', () => {
    const page = '`app/wire.ts`, `wire.ts`, `test/*-laws.ts`, `core/`; not /metrics, `hono/html`, `a.b`, `x`';
    expect(pathsOf(page)).toEqual(['app/wire.ts', 'wire.ts', 'test/*-laws.ts', 'core/']);
  });

  it.each([
    ['# One\n## Two words', ['one', 'two-words']],
    ['## `server.auth.basic[]`', ['serverauthbasic']],
    ['## Links in mails, and more: 2', ['links-in-mails-and-more-2']],
    ['## A\n## A', ['a', 'a-1']],
    ['```sh\n# no heading\n```\n## A', ['a']],
  ])('makes the anchors of %j', (page, anchors) => {
    expect(anchorsOf(page)).toEqual(anchors);
  });
});
