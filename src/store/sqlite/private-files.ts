import { chmodSync, closeSync, openSync, statSync } from 'node:fs';

/** The rights of everybody but the owner. */
const OTHERS = 0o077;

/** Makes an empty file that only its owner may read, unless there is a file. */
export function createPrivateFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

/** Files of a store: the file itself, its journal, the index of that, and the lock. */
const SUFFIXES = ['', '-wal', '-shm', '.lock', '.lock-journal'];

/**
 * Takes the rights of everybody but the owner from the files of a store. Returns the files that stay open to others:
 * those that belong to another user, or lie on a volume without rights.
 */
export function closeToOthers(path: string): readonly string[] {
  return SUFFIXES.map((suffix) => `${path}${suffix}`).filter((file) => {
    const mode = modeOf(file);
    if (mode === undefined || (mode & OTHERS) === 0) return false;
    try {
      chmodSync(file, mode & ~OTHERS);
    } catch (error) {
      if (codeOf(error) === undefined) throw error;
    }
    return ((modeOf(file) ?? 0) & OTHERS) !== 0;
  });
}

/** The rights of a file. `undefined` when there is none. */
function modeOf(file: string): number | undefined {
  const status = statSync(file, { throwIfNoEntry: false });
  return status && status.mode & 0o777;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
