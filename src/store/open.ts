import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../time.ts';
import { lockStore } from './lock.ts';
import { migrate, SCHEMA_VERSION, schemaVersion } from './migrate.ts';
import { StoreFault, toStoreFault } from './store-fault.ts';
import { Store } from './store.ts';

/** Marks a SQLite file as ours: "BtWa" (https://sqlite.org/fileformat2.html#application_id). */
const APPLICATION_ID = 0x42745761;
const BUSY_TIMEOUT_MS = 5_000;
const SQLITE_MAGIC = 'SQLite format 3\0';

export interface StoreOptions {
  readonly path: string;
  readonly clock: Clock;
}

/**
 * Opens the store for the process that watches and delivers: locks it, creates it when there is none,
 * checks it, and brings its schema up to date.
 * @throws StoreFault when the file is in use, empty, damaged, not ours, newer than the program, or out of reach.
 */
export function openStore({ path: givenPath, clock }: StoreOptions): Store {
  return translating(givenPath, () => {
    mkdirSync(dirname(givenPath), { recursive: true });
    // The lock has the file's own name: by a symbolic link, two processes would each take another one.
    const path = existsSync(givenPath) ? realpathSync(givenPath) : givenPath;
    const lock = lockStore(path);
    try {
      const isNew = !existsSync(path);
      if (isNew) createFile(path);
      else refuseUnreadable(path);
      const database = connect(path);
      try {
        refuseForeign(database, path);
        refuseDamaged(database, path);
        database.exec('PRAGMA journal_mode = WAL');
        migrate(database);
        return new Store({ database, path, clock, isNew, lock });
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
 * Opens the store beside a running daemon, or when none runs: to look, or to hand in a notification.
 * Neither locks nor migrates it.
 * @throws StoreFault when there is none, or its schema is not this program's.
 */
export function visitStore({ path, clock }: StoreOptions): Store {
  return translating(path, () => {
    if (!existsSync(path)) {
      const hint = 'Start `batchwatch run` once, or check storage.url (and --config).';
      throw new StoreFault('store-missing', `there is no store at ${path}`, { hint });
    }
    refuseUnreadable(path);
    const database = connect(path);
    try {
      refuseForeign(database, path);
      if (schemaVersion(database) < SCHEMA_VERSION) {
        const hint = 'Start this version of Batchwatch on it once: `run` brings it up to date.';
        throw new StoreFault('store-older', `the store ${path} was written by an older Batchwatch`, { hint });
      }
      return new Store({ database, path, clock, isNew: false, lock: undefined });
    } catch (error) {
      database.close();
      throw error;
    }
  });
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
 * Makes the file under another name and moves it into place when it is whole: a crash in between leaves no
 * empty file at `path`, which could not be told from one that lost its content.
 */
function createFile(path: string): void {
  if (existsSync(`${path}-wal`)) {
    throw new StoreFault('store-damaged', `the store ${path} is gone, but its journal ${path}-wal is here`, {
      hint: 'Restore the file beside its journal; or move the journal away to begin anew, forgetting all jobs.',
    });
  }
  const draft = `${path}.new`;
  rmSync(draft, { force: true });
  const database = new DatabaseSync(draft);
  try {
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
    migrate(database);
  } finally {
    database.close();
  }
  renameSync(draft, path);
}

function connect(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true });
  database.exec('PRAGMA synchronous = FULL; PRAGMA cache_size = -4000; PRAGMA journal_size_limit = 16777216');
  return database;
}

/** Refuses what can be told by the file's size and first bytes, before SQLite touches it. */
function refuseUnreadable(path: string): void {
  const { size, header } = readHeader(path);
  if (size === 0) {
    throw new StoreFault('store-empty', `the store ${path} is empty (0 bytes)`, {
      hint: 'It lost its content. Restore it from a backup; or delete it to begin anew, forgetting all jobs.',
    });
  }
  if (header.toString('latin1', 0, SQLITE_MAGIC.length) !== SQLITE_MAGIC) {
    throw new StoreFault('store-foreign', `the file ${path} is not a SQLite database`, {
      hint: 'Point storage.url at a file of Batchwatch, or at a path where none exists yet.',
    });
  }
  // SQLite takes a file cut off inside its last page for whole, and the lost bytes for zeros. Beside a
  // journal this is no damage: a checkpoint may have died while it made the file longer.
  const journal = statSync(`${path}-wal`, { throwIfNoEntry: false });
  if (size % pageSize(header) !== 0 && (journal?.size ?? 0) === 0) {
    throw new StoreFault('store-damaged', `the store ${path} is damaged: its end is cut off`, {
      hint: RESTORE_HINT,
    });
  }
}

const RESTORE_HINT = 'Keep a copy of the file and restore it from a backup. Nothing was changed.';

function readHeader(path: string): { readonly size: number; readonly header: Buffer } {
  const header = Buffer.alloc(18);
  const file = openSync(path, 'r');
  try {
    readSync(file, header, 0, header.length, 0);
    return { size: fstatSync(file).size, header };
  } finally {
    closeSync(file);
  }
}

/** As the header tells it; 1 stands for 65,536 (https://sqlite.org/fileformat2.html#page_size). */
function pageSize(header: Buffer): number {
  const told = header.readUInt16BE(16);
  return told <= 1 ? 65_536 : told;
}

function refuseForeign(database: DatabaseSync, path: string): void {
  const id = Number(database.prepare('PRAGMA application_id').get()?.['application_id']);
  if (id !== APPLICATION_ID) {
    throw new StoreFault(
      'store-foreign',
      `the file ${path} is a SQLite database, but not one of Batchwatch`,
      {
        hint: 'Point storage.url at a file of Batchwatch, or at a path where none exists yet.',
      },
    );
  }
  const version = schemaVersion(database);
  if (version > SCHEMA_VERSION) {
    const versions = `schema ${version}, this program knows ${SCHEMA_VERSION}`;
    throw new StoreFault('store-newer', `the store ${path} was written by a newer Batchwatch (${versions})`, {
      hint: 'Run that newer version again, or restore a backup from before the upgrade.',
    });
  }
}

function refuseDamaged(database: DatabaseSync, path: string): void {
  const verdict = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
  if (verdict !== 'ok') {
    throw new StoreFault('store-damaged', `the store ${path} is damaged: ${String(verdict)}`, {
      hint: RESTORE_HINT,
    });
  }
}
