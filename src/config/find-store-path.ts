import { existsSync, realpathSync } from 'node:fs';
import { substitute } from './file/substitute.ts';
import { valueAt } from '../platform/document/value-at.ts';
import { readYaml } from './file/yaml-file.ts';
import { DEFAULT_STORE_URL } from './schema/default-store-url.ts';
import type { Platform } from '../platform/platform.ts';

/**
 * Finds the file of the store. Asks no more of the configuration than that: a daemon goes on by the one before while
 * there are problems in the file. @throws what `readFile` throws
 */
export function findStorePath(options: {
  path: string;
  env: Platform['env'];
  readFile: (path: string) => string;
}): string {
  const { root } = readYaml(options.readFile(options.path));
  const url = substitute(valueAt(root, ['storage', 'url']), options.env).value;
  const isFile = typeof url === 'string' && url.startsWith('sqlite:');
  const path = (isFile ? url : DEFAULT_STORE_URL).slice('sqlite:'.length);
  // The daemon keeps what belongs to a store beside the file itself, not beside a link to it.
  return existsSync(path) ? realpathSync(path) : path;
}
