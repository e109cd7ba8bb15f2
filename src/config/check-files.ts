import { errorCode, type ReadFile } from './prepare.ts';
import type { Finding, Path } from './problem.ts';
import { valueAt } from './value-at.ts';

/** Checks that files which are read later, when the parts are made, can be read now. */
export function checkFiles(root: unknown, readFile: ReadFile): readonly Finding[] {
  const file = valueAt(root, CA_FILE);
  if (typeof file !== 'string') return [];
  try {
    if (readFile(file).includes('-----BEGIN CERTIFICATE-----')) return [];
    return [
      { path: CA_FILE, message: 'names a file without a certificate', hint: 'it must be in PEM format' },
    ];
  } catch (error) {
    const message = `names a file that cannot be read (${errorCode(error)})`;
    return [{ path: CA_FILE, message, hint: 'check the path and the right to read it' }];
  }
}

const CA_FILE: Path = ['smtp', 'caFile'];
