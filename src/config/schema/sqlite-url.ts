import { statSync, type Stats } from 'node:fs';
import type { Finding, Flaw } from '../../platform/document/problem.ts';
import { valueAt } from '../../platform/document/value-at.ts';

const MESSAGE = 'is not the URL of an SQLite file';
const HINT =
  'write sqlite:data/batchwatch.db for a relative path, sqlite:/data/batchwatch.db for an absolute one; or postgres://USER@HOST:5432/DATABASE';
const FOLDER = { message: 'is the path of a folder', hint: 'name the file in it, such as batchwatch.db' };

/**
 * Returns what is wrong with `sqlite:` and the path of a file; `undefined` when it is fine. Nothing in the path has a
 * meaning of its own: no home directory, no parameters.
 */
export function sqliteUrlFlaw(value: string): Flaw | undefined {
  const path = /^sqlite:(.*)$/s.exec(value)?.[1];
  if (path === undefined) return { message: MESSAGE, hint: HINT };
  if (path.startsWith('~')) {
    return {
      message: 'has a path that begins with ~, which only a shell knows',
      hint: 'write the whole path, or ${HOME}',
    };
  }
  const variable = /(?:^|\/)(\$[A-Za-z_]\w*)/.exec(path)?.[1];
  if (variable !== undefined) {
    return {
      message: `has ${variable} in its path, which only a shell knows`,
      hint: `write the whole path, or \${${variable.slice(1)}}`,
    };
  }
  if (/^file:/i.test(path)) return { message: 'has a path that begins with file:', hint: HINT };
  if (/(^|\/)\.{0,2}$/.test(path) && path !== '') {
    return FOLDER;
  }
  const isQuoted = /^(["']).*\1$/.test(path);
  if (/^(?!\/\/|:memory:)[^\s\p{Cc}?#][^\p{Cc}?#]*(?<!\s)$/u.test(path) && !isQuoted) return undefined;
  return { message: MESSAGE, hint: HINT };
}

/** Finds something else than a file where the store has its place. What is not there yet is made at the start. */
export function checkStoreFile(root: unknown): readonly Finding[] {
  const url = valueAt(root, ['storage', 'url']);
  if (typeof url !== 'string' || !url.startsWith('sqlite:')) return [];
  const found = look(url.slice('sqlite:'.length));
  if (found === undefined || found.isFile()) return [];
  const path = ['storage', 'url'];
  if (found.isDirectory()) return [{ path, ...FOLDER }];
  return [{ path, message: 'is the path of something that is no file', hint: 'name a file on a disk' }];
}

/** A path that may not be looked at is a fault at the start, with the reason. */
function look(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
