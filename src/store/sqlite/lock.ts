import { DatabaseSync } from 'node:sqlite';
import { createPrivateFile } from './private-files.ts';
import { StoreFault } from '../store-fault.ts';
import { toStoreFault } from './sqlite-fault.ts';

/** Held by the one process that watches and delivers; released when closed, or by the kernel when it dies. */
export interface StoreLock {
  close(): void;
}

/**
 * Takes the lock beside the store (`….lock`), without waiting.
 *
 * It is SQLite's own file lock on a second, empty database. The kernel drops it with the process, so a SIGKILL leaves
 * nothing to clean up. Readers of the store itself are not disturbed.
 * @throws StoreFault `store-in-use` when another Batchwatch holds it.
 */
export function lockStore(path: string): StoreLock {
  const lockPath = `${path}.lock`;
  let database: DatabaseSync | undefined;
  try {
    createPrivateFile(lockPath);
    database = new DatabaseSync(lockPath, { timeout: 0 });
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database?.close();
    const fault = toStoreFault(error, lockPath);
    if (!(fault instanceof StoreFault) || fault.code !== 'store-busy') throw fault;
    throw new StoreFault('store-in-use', `the store ${path} is in use by another Batchwatch`, {
      hint: 'Stop the other one first, or give this one its own storage.url.',
      cause: error,
    });
  }
  const held = database;
  return {
    close: () => {
      if (held.isOpen) held.close();
    },
  };
}
