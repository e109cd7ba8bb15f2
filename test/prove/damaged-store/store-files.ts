import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

/** The bytes of a store's files; absent ones are not there. */
export interface StoreFiles {
  file?: Buffer | undefined;
  /** Commits that are not folded into the file yet. */
  journal?: Buffer | undefined;
  /** The last process's index of the journal. */
  index?: Buffer | undefined;
}

const SUFFIXES = { file: '', journal: '-wal', index: '-shm' } as const;
export const PARTS = ['file', 'journal', 'index'] as const;

export function readStoreFiles(path: string): StoreFiles {
  const read = (part: keyof StoreFiles) => {
    const name = `${path}${SUFFIXES[part]}`;
    return existsSync(name) ? readFileSync(name) : undefined;
  };
  return { file: read('file'), journal: read('journal'), index: read('index') };
}

/** Puts these files, and no others, in the place of a store. */
export function writeStoreFiles(path: string, files: StoreFiles): void {
  for (const part of PARTS) {
    const name = `${path}${SUFFIXES[part]}`;
    const bytes = files[part];
    if (bytes === undefined) rmSync(name, { force: true });
    else writeFileSync(name, bytes);
  }
}
