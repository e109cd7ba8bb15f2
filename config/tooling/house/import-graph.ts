import { dirname } from 'node:path';
import type { Source } from './read-sources.ts';

/** An import of one file by another; between folders: all of them. */
export type Arrow = { from: string; to: string };

/** All imports between the given files. Packages are left out. */
export function arrowsBetween(sources: Source[]): Arrow[] {
  const known = new Set(sources.map(({ path }) => path));
  return sources.flatMap(({ path, imports }) =>
    imports.filter((to) => known.has(to)).map((to) => ({ from: path, to })),
  );
}

/** The files that stand beside each other, by folder. */
export function filesByFolder(sources: Source[]): Map<string, Source[]> {
  return Map.groupBy(sources, ({ path }) => dirname(path));
}

/** Folders that import each other, each pair once, at any depth. */
export function mutualFolders(arrows: Arrow[]): Arrow[] {
  const crossed = new Map(arrows.flatMap(foldersCrossed).map((pair) => [`${pair.from} ${pair.to}`, pair]));
  return [...crossed.values()].filter(({ from, to }) => from < to && crossed.has(`${to} ${from}`));
}

/**
 * The pairs of folders that an import leads from and to. A folder includes those below it, with one exception:
 * against a folder below itself it stands for its own files alone.
 */
function foldersCrossed({ from, to }: Arrow): Arrow[] {
  const leads = (a: string, b: string): boolean =>
    a !== b && (!isWithin(to, a) || a === dirname(from)) && (!isWithin(from, b) || b === dirname(to));
  return foldersAbove(from).flatMap((a) =>
    foldersAbove(to)
      .filter((b) => leads(a, b))
      .map((b) => ({ from: a, to: b })),
  );
}

function foldersAbove(path: string): string[] {
  const folder = dirname(path);
  return folder === '.' ? [] : [folder, ...foldersAbove(folder)];
}

export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
