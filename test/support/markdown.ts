import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A link out of a Markdown file: the path, empty for the same file, and the anchor, empty for none. */
export interface Link {
  file: string;
  anchor: string;
}

/** The project's Markdown files, by their path from the root. */
export function markdownFiles(): string[] {
  return ['.', 'docs', 'config'].flatMap((folder) =>
    readdirSync(`${ROOT}${folder}`)
      .filter((name) => name.endsWith('.md'))
      .map((name) => (folder === '.' ? name : `${folder}/${name}`)),
  );
}

export function readPage(path: string): string {
  return readFileSync(`${ROOT}${path}`, 'utf8');
}

/** The relative links and pictures of a page, in order. Code holds none. */
export function linksOf(page: string): Link[] {
  const targets = /\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g;
  return [...withoutCode(page).matchAll(targets)].flatMap(([, linked, embedded]) => {
    const [file = '', anchor = ''] = (linked ?? embedded ?? '').split('#');
    return /^[a-z]+:/.test(file) ? [] : [{ file, anchor }];
  });
}

/** The files and folders of the project that a page names as code: from the root or from `src/`, a bare file by its name. */
export function pathsOf(page: string): string[] {
  const spans = [...withoutFences(page).matchAll(/`([\w.*/-]+)`/g)].map(([, span = '']) => span);
  return spans.filter((span) =>
    /^(?:src|test|config|docs|bin)\/|^[\w-]+\/$|^[a-z][\w/-]*(?:\/|\.ts)$/.test(span),
  );
}

/** The anchors of a page's headings, as GitHub makes them. */
export function anchorsOf(page: string): string[] {
  const seen = new Map<string, number>();
  return [...withoutFences(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => {
    const anchor = heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-');
    const count = seen.get(anchor) ?? 0;
    seen.set(anchor, count + 1);
    return count === 0 ? anchor : `${anchor}-${count}`;
  });
}

function withoutFences(page: string): string {
  return page.replaceAll(/^```.*?^```$/gms, '');
}

/** A link's text may be code, its target may not. */
function withoutCode(page: string): string {
  return withoutFences(page).replaceAll(/(?<!\[)`[^`\n]*`/g, '');
}
