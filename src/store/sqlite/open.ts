import { existsSync, mkdirSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../../platform/time.ts';
import { APPLICATION_ID, connect } from './connection.ts';
import {
  depthAtStart,
  refuseCutJournal,
  refuseForeign,
  refuseUnfinished,
  refuseUnreadable,
  refuseUnsound,
} from './inspect.ts';
import { lockStore, type StoreLock } from './lock.ts';
import { migrate, SCHEMA_VERSION, schemaVersion } from './migrate.ts';
import { createPrivateFile } from './private-files.ts';
import { sqliteEngine } from './sqlite-engine.ts';
import { StoreFault } from '../store-fault.ts';
import { toStoreFault } from './sqlite-fault.ts';
import { Store } from '../store.ts';

export interface SqliteOptions {
  path: string;
  clock: Clock;
  /** The thoroughness of the check of the file. Absent: in full, unless it is large. */
  depth?: 'full' | 'brief';
  /** True when a copy is to fill it: one that was stopped before may have begun to. */
  isCopyTarget?: boolean;
}

/**
 * Opens the store for the process that watches and delivers: locks it, creates it when there is none,
 * checks it, and brings its schema up to date.
 * @throws StoreFault when the file is in use, empty, damaged, not ours, newer than the program, or out of reach.
 */
export function openSqliteStore({ path: givenPath, clock, depth, isCopyTarget }: SqliteOptions): Store {
  return translating(givenPath, () => {
    mkdirSync(dirname(givenPath), { recursive: true, mode: 0o700 });
    refuseIrregular(givenPath);
    // The lock has the file's own name: by a symbolic link, two processes would each take another one.
    const path = existsSync(givenPath) ? realpathSync(givenPath) : givenPath;
    const lock = lockStore(path);
    try {
      const isNew = !existsSync(path);
      const thoroughness = isNew ? 'full' : (depth ?? depthAtStart(path));
      if (isNew) createFile(path);
      else refuseUnsound(path, { depth: thoroughness, isCopyTarget });
      const database = connect(path);
      try {
        database.exec('PRAGMA journal_mode = WAL');
        migrate(database);
        const isBrieflyChecked = thoroughness === 'brief';
        return new Store(sqliteEngine({ database, path, lock }), { clock, isNew, isBrieflyChecked });
      } catch (error) {
        database.close();
        throw error;
      }
    } catch (error) {
      lock.close();
      throw error;
    }
  });
}

/**
 * Checks the whole file, also beside a running daemon, and changes nothing.
 * @throws StoreFault when there is none, or it is damaged, not ours, or newer than the program.
 */
export function checkSqliteStore(path: string): void {
  translating(path, () => {
    refuseMissing(path);
    refuseIrregular(path);
    refuseUnsound(path, { depth: 'full' });
  });
}

/**
 * Opens the store beside a running daemon, or when none runs: to look, or to hand in a notification.
 * Neither locks nor migrates it.
 * @throws StoreFault when there is none, or its schema is not this program's.
 */
export function visitSqliteStore({ path, clock }: SqliteOptions): Store {
  return translating(path, () => {
    refuseMissing(path);
    return visit({ path, clock, lock: undefined });
  });
}

/** As `visitSqliteStore`, and locks it: no daemon runs on it until it is closed. @throws StoreFault, also when it is in use */
export function holdSqliteStore({ path, clock }: SqliteOptions): Store {
  return translating(path, () => {
    refuseMissing(path);
    const lock = lockStore(realpathSync(path));
    try {
      return visit({ path, clock, lock });
    } catch (error) {
      lock.close();
      throw error;
    }
  });
}

function visit({ path, clock, lock }: SqliteOptions & { lock: StoreLock | undefined }): Store {
  refuseIrregular(path);
  refuseUnreadable(path);
  refuseCutJournal(path);
  const database = connect(path);
  try {
    refuseForeign(database, path);
    refuseUnfinished(database, path);
    if (schemaVersion(database) < SCHEMA_VERSION) {
      const hint = 'Start this version of Batchwatch on it once: `run` brings it up to date.';
      throw new StoreFault('store-older', `the store ${path} was written by an older Batchwatch`, { hint });
    }
    return new Store(sqliteEngine({ database, path, lock }), { clock, isNew: false });
  } catch (error) {
    database.close();
    throw error;
  }
}

function refuseMissing(path: string): void {
  if (existsSync(path)) return;
  const hint = 'Start `batchwatch run` once, or check storage.url (and --config).';
  throw new StoreFault('store-missing', `there is no store at ${path}`, { hint });
}

/** Refuses a pipe, which would hold up the process for ever, a device, a socket and a directory. */
function refuseIrregular(path: string): void {
  const isOther = statSync(path, { throwIfNoEntry: false })?.isFile() === false;
  if (!isOther) return;
  const hint = 'Point storage.url at a file of Batchwatch, or at a path where none exists yet.';
  throw new StoreFault('store-foreign', `the store ${path} is not a regular file`, { hint });
}

function translating<T>(path: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    if (error instanceof Error && 'code' in error && typeof error.code === 'string' && 'syscall' in error) {
      const hint = 'Check that the directory exists and is writable for the user that runs Batchwatch.';
      const message = `the store ${path} cannot be opened: ${error.message}`;
      throw new StoreFault('store-unreachable', message, { hint, cause: error });
    }
    throw toStoreFault(error, path);
  }
}

/**
 * Makes the file under another name and moves it into place when it is whole. A crash in between leaves no empty file
 * at `path`: it would look like a file that lost its content.
 */
function createFile(path: string): void {
  if (existsSync(`${path}-wal`)) {
    throw new StoreFault('store-damaged', `the store ${path} is gone, but its journal ${path}-wal is here`, {
      hint: 'Restore the file beside its journal; or move the journal away to begin again without any job.',
    });
  }
  const draft = `${path}.new`;
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(`${draft}${suffix}`, { force: true });
  // Its journal gets the rights of the file, whatever the process's mask is.
  createPrivateFile(draft);
  const database = new DatabaseSync(draft);
  try {
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
    migrate(database);
    database.exec('PRAGMA journal_mode = WAL');
  } finally {
    database.close();
  }
  renameSync(draft, path);
}
