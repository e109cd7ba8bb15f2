import { StoreFault, type StoreFaultCode } from '../store-fault.ts';

/** SQLite's primary result codes that an operator can do something about (https://sqlite.org/rescode.html). */
const MEANINGS: Readonly<Record<number, { code: StoreFaultCode; text: string; hint: string }>> = {
  5: { code: 'store-busy', text: 'is locked by another process', hint: 'Find who holds the file open.' },
  8: {
    code: 'store-read-only',
    text: 'cannot be written',
    hint: 'Make the file and its directory writable for the user that runs Batchwatch.',
  },
  10: { code: 'store-failed', text: 'has an input/output error', hint: 'Check the disk and the mount.' },
  11: {
    code: 'store-damaged',
    text: 'is damaged',
    hint: 'Stop Batchwatch, keep a copy of the file, and restore it from a backup.',
  },
  13: {
    code: 'store-full',
    text: 'cannot grow: the disk is full',
    hint: 'Free some space; work goes on by itself.',
  },
  14: {
    code: 'store-unreachable',
    text: 'cannot be opened',
    hint: 'Check that its directory exists and is writable for the user that runs Batchwatch.',
  },
  26: {
    code: 'store-foreign',
    text: 'is not a SQLite database',
    hint: 'Point storage.url at a file of Batchwatch, or at a path where none exists yet.',
  },
};

/** Translates what `node:sqlite` throws; anything that is not an SQLite error is returned as it is. */
export function toStoreFault(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return error;
  const meaning = MEANINGS[error.errcode & 0xff];
  if (meaning === undefined) {
    return new StoreFault('store-failed', `the store ${path} failed: ${error.message}`, { cause: error });
  }
  return new StoreFault(meaning.code, `the store ${path} ${meaning.text}`, {
    hint: meaning.hint,
    cause: error,
  });
}
