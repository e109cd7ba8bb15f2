import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { APPLICATION_ID, BUSY_TIMEOUT_MS } from './connection.ts';
import { findDamage } from './damage.ts';
import { readJournal, readJournalIndex, type Journal, type JournalIndex } from './journal.ts';
import { SCHEMA_VERSION, schemaVersion } from './migrate.ts';
import { StoreFault } from '../store-fault.ts';
import { UNFINISHED_COPY, unfinishedCopy } from '../unfinished-copy.ts';

/** A full check reads all of the file, and nobody is served meanwhile. */
const LARGEST_CHECKED_AT_START = 128 * 2 ** 20;

/** Says how thoroughly a start checks this file. */
export function depthAtStart(path: string): 'full' | 'brief' {
  return readHeader(path).size <= LARGEST_CHECKED_AT_START ? 'full' : 'brief';
}

/** The kind of check. */
export interface Inspection {
  depth: 'full' | 'brief';
  /** True of a store that a copy is to fill: one that was stopped before may have begun to. */
  isCopyTarget?: boolean | undefined;
}

/**
 * Refuses a store that is not a sound one of ours, and changes nothing of it. To be called by who holds the lock, or
 * beside who does.
 * @throws StoreFault when the file is empty, damaged, not ours, newer than the program, or an unfinished copy.
 */
export function refuseUnsound(path: string, { depth, isCopyTarget = false }: Inspection): void {
  refuseUnreadable(path);
  refuseCutJournal(path);
  const journal = readJournal(path);
  const database = inspect(path, journal);
  try {
    refuseForeign(database, path);
    if (!isCopyTarget) refuseUnfinished(database, path);
    refuseCutFile(database, path, journal);
    const damage = findDamage(database, depth);
    if (damage !== undefined) throw damaged(path, damage);
  } finally {
    database.close();
  }
}

/**
 * A connection that may write folds the journal into the file when it closes, also when the file was refused. A
 * connection that may not write would leave an empty journal where none was. It also cannot roll back a transaction
 * that a crash left half-done, in a file that is not in WAL mode yet.
 */
function inspect(path: string, journal: Journal | undefined): DatabaseSync {
  return new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS, readOnly: journal !== undefined });
}

/** Refuses a file by its size and first bytes, before SQLite touches it. */
export function refuseUnreadable(path: string): void {
  const { size, header } = readHeader(path);
  if (size === 0) {
    throw new StoreFault('store-empty', `the store ${path} is empty (0 bytes)`, {
      hint: 'It lost its content. Restore it from a backup; or delete it to begin again without any job.',
    });
  }
  if (header.toString('latin1') !== SQLITE_MAGIC) {
    throw new StoreFault('store-foreign', `the file ${path} is not a SQLite database`, {
      hint: FOREIGN_HINT,
    });
  }
}

const SQLITE_MAGIC = 'SQLite format 3\0';
const FOREIGN_HINT = 'Point storage.url at a file of Batchwatch, or at a path where none exists yet.';

function readHeader(path: string): { size: number; header: Buffer } {
  const header = Buffer.alloc(SQLITE_MAGIC.length);
  const file = openSync(path, 'r');
  try {
    readSync(file, header, 0, header.length, 0);
    return { size: fstatSync(file).size, header };
  } finally {
    closeSync(file);
  }
}

/** @throws StoreFault when the file belongs to another program, or to a later version of this one. */
export function refuseForeign(database: DatabaseSync, path: string): void {
  const id = Number(database.prepare('PRAGMA application_id').get()?.['application_id']);
  if (id !== APPLICATION_ID) {
    const message = `the file ${path} is a SQLite database, but not one of Batchwatch`;
    throw new StoreFault('store-foreign', message, { hint: FOREIGN_HINT });
  }
  const version = schemaVersion(database);
  if (version > SCHEMA_VERSION) {
    const versions = `schema ${version}, this program knows ${SCHEMA_VERSION}`;
    throw new StoreFault('store-newer', `the store ${path} was written by a newer Batchwatch (${versions})`, {
      hint: 'Run that newer version again, or restore a backup from before the upgrade.',
    });
  }
}

/** @throws StoreFault when a copy into the file was stopped before its end. */
export function refuseUnfinished(database: DatabaseSync, path: string): void {
  const query = 'SELECT 1 FROM sqlite_schema WHERE name = ?';
  if (database.prepare(query).get(UNFINISHED_COPY) !== undefined) throw unfinishedCopy(path);
}

/**
 * SQLite reads a journal up to the first frame whose checksum is wrong and takes the rest for a commit that a
 * crash cut short. That is right at the journal's end; before it, whole commits would vanish without a word.
 * To be called before SQLite opens the store, for that takes the evidence away.
 */
export function refuseCutJournal(path: string): void {
  for (let look = 1; look <= LOOKS; look += 1) {
    const remembered = readJournalIndex(path);
    if (isWhole(readJournal(path), remembered)) return;
  }
  throw damaged(path, `its journal ${path}-wal lost commits`);
}

/** A visitor may look while the daemon writes; what is damaged stays so. */
const LOOKS = 3;

function isWhole(journal: Journal | undefined, remembered: JournalIndex | undefined): boolean {
  if (journal?.generation === undefined) {
    // A journal's header is on disk before its first frame: where it is not sound, it was so once.
    if (remembered === undefined) return journal === undefined;
    return remembered.frames <= remembered.folded;
  }
  // An index that a lost power left on disk may be of an earlier generation, or know fewer frames.
  if (remembered?.generation === journal.generation && remembered.frames > journal.taken) return false;
  // A commit is on disk before the next one begins: behind a torn one there is no other.
  return journal.commitsLeftOut < 2;
}

/**
 * SQLite takes the bytes that a cut-off file lacks for zeros. Only those of pages that the journal holds may be
 * missing: a checkpoint may have died while it made the file longer.
 */
function refuseCutFile(database: DatabaseSync, path: string, journal: Journal | undefined): void {
  const pragma = (name: string) => Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
  const wholePages = Math.floor(readHeader(path).size / pragma('page_size'));
  for (let page = wholePages + 1; page <= pragma('page_count'); page += 1) {
    if (journal?.pages.has(page) !== true) throw damaged(path, 'its end is cut off');
  }
}

function damaged(path: string, how: string): StoreFault {
  return new StoreFault('store-damaged', `the store ${path} is damaged: ${how}`, { hint: RESTORE_HINT });
}

const RESTORE_HINT = 'Keep a copy of it and of its journal, and restore a backup. Nothing was changed.';
