import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { saveJobs } from '../../../src/store/jobs/jobs.ts';
import { openSqliteStore, visitSqliteStore } from '../../../src/store/sqlite/open.ts';
import { StoreFault } from '../../../src/store/store-fault.ts';
import { systemClock } from '../../../src/platform/time.ts';
import { knownJob } from '../../support/poll/known-job.ts';
import { TemporaryDirectory } from '../../support/temporary-directory.ts';
import { TemporaryStore } from '../../support/store/temporary-store.ts';

const open = (path: string) => openSqliteStore({ path, clock: systemClock });
const visit = (path: string) => visitSqliteStore({ path, clock: systemClock });

/** The fault with which opening ends; a store that opens is closed and fails the test. */
async function faultOf(path: string, opening = open): Promise<StoreFault> {
  try {
    await opening(path).close();
  } catch (error) {
    if (error instanceof StoreFault) return error;
    throw error;
  }
  throw new Error('the store was opened');
}

/** The bytes of a small store that was closed in order. */
async function smallStore(): Promise<Buffer> {
  await using temporary = new TemporaryStore();
  await temporary.store.write((trx) => saveJobs(trx, 'media', [knownJob(), knownJob({ jobId: 'b2' })]));
  await temporary.store.close();
  return readFileSync(temporary.path);
}

describe('opening a store that is not there', () => {
  it('creates it, with the directories above', async () => {
    using directory = new TemporaryDirectory();
    const store = open(directory.file('a/b/batchwatch.db'));
    expect(store.isNew).toBe(true);
    await store.close();
    const again = open(directory.file('a/b/batchwatch.db'));
    expect(again.isNew).toBe(false);
    await again.close();
  });

  it('is refused to a visitor, who would create nothing', async () => {
    using directory = new TemporaryDirectory();
    expect((await faultOf(directory.file('batchwatch.db'), visit)).code).toBe('store-missing');
    expect(existsSync(directory.file('batchwatch.db'))).toBe(false);
  });

  it('is refused when the journal of a lost file is still there', async () => {
    using directory = new TemporaryDirectory();
    writeFileSync(directory.file('batchwatch.db-wal'), 'x');
    const fault = await faultOf(directory.file('batchwatch.db'));
    expect(fault.code).toBe('store-damaged');
    expect(fault.hint).toContain('Restore');
    expect(existsSync(directory.file('batchwatch.db'))).toBe(false);
  });

  it('creates it also after a crash half-way through creating it', async () => {
    const bytes = await smallStore();
    for (const length of [0, 1, 100, 4096, 10_000, bytes.length]) {
      using directory = new TemporaryDirectory();
      const path = directory.file('batchwatch.db');
      writeFileSync(`${path}.new`, bytes.subarray(0, length));
      writeFileSync(`${path}.new-journal`, bytes.subarray(0, length));
      writeFileSync(`${path}.lock`, '');
      const store = open(path);
      expect(store.isNew).toBe(true);
      await store.read((db) => db.selectFrom('job').selectAll().execute());
      await store.close();
    }
  });
});

describe('opening a file that is not a sound store of ours', () => {
  it('refuses an empty file and leaves it', async () => {
    using directory = new TemporaryDirectory();
    const path = directory.file('batchwatch.db');
    writeFileSync(path, '');
    expect((await faultOf(path)).code).toBe('store-empty');
    expect(statSync(path).size).toBe(0);
  });

  it('refuses a store cut off anywhere, and changes nothing', async () => {
    const bytes = await smallStore();
    using directory = new TemporaryDirectory();
    const path = directory.file('batchwatch.db');
    const lengths = new Set([1, 15, 16, 17, 50, 99, 100, 101, bytes.length - 1]);
    for (let length = 512; length < bytes.length; length += 512) lengths.add(length);
    for (const length of lengths) {
      const rest = bytes.subarray(0, length);
      writeFileSync(path, rest);
      const { code, message } = await faultOf(path);
      expect(['store-damaged', 'store-foreign'], `${length}: ${message}`).toContain(code);
      // A file that has our whole header lost its content; to call it foreign would send people astray.
      if (length >= 512) expect(code, `cut at ${length}`).toBe('store-damaged');
      expect(readFileSync(path).equals(rest), `cut at ${length}`).toBe(true);
    }
  });

  it('refuses one whose pages were overwritten', async () => {
    const bytes = await smallStore();
    using directory = new TemporaryDirectory();
    const path = directory.file('batchwatch.db');
    for (let page = 1; page < bytes.length / 4096; page += 1) {
      const damaged = Buffer.from(bytes).fill(0xff, page * 4096, page * 4096 + 4096);
      writeFileSync(path, damaged);
      expect((await faultOf(path)).code, `page ${page}`).toBe('store-damaged');
    }
  });

  it.each([
    ['a flipped first byte', (bytes: Buffer) => (bytes[0] = 0x54), 'store-foreign'],
    ['the id of another program', (bytes: Buffer) => bytes.writeUInt32BE(7, 68), 'store-foreign'],
    ['a schema of tomorrow', (bytes: Buffer) => bytes.writeUInt32BE(999, 60), 'store-newer'],
  ])('refuses %s', async (_name, damage, code) => {
    const bytes = await smallStore();
    damage(bytes);
    using directory = new TemporaryDirectory();
    const path = directory.file('batchwatch.db');
    writeFileSync(path, bytes);
    expect((await faultOf(path)).code).toBe(code);
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });

  it('refuses the SQLite file of another program, a text, and a directory', async () => {
    using directory = new TemporaryDirectory();
    const other = new DatabaseSync(directory.file('other.db'));
    other.exec('CREATE TABLE theirs (a)');
    other.close();
    writeFileSync(directory.file('text.db'), 'The quick brown fox jumps over the lazy dog');
    mkdirSync(directory.file('directory.db'));
    expect((await faultOf(directory.file('other.db'))).code).toBe('store-foreign');
    expect((await faultOf(directory.file('text.db'))).code).toBe('store-foreign');
    expect((await faultOf(directory.file('directory.db'))).code).toBe('store-foreign');
  });

  it('refuses an older schema to a visitor, who must not migrate it', async () => {
    const bytes = await smallStore();
    bytes.writeUInt32BE(0, 60);
    using directory = new TemporaryDirectory();
    const path = directory.file('batchwatch.db');
    writeFileSync(path, bytes);
    expect((await faultOf(path, visit)).code).toBe('store-older');
  });

  it('lets go of the lock after each refusal', async () => {
    using directory = new TemporaryDirectory();
    const path = directory.file('batchwatch.db');
    writeFileSync(path, '');
    await faultOf(path);
    rmSync(path);
    await open(path).close();
  });
});

describe('an open store', () => {
  it('journals ahead and waits for the disk at each commit', async () => {
    await using temporary = new TemporaryStore();
    const beside = new DatabaseSync(temporary.path);
    expect(beside.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    beside.close();
    const { rows } = await temporary.store.read((db) =>
      db.executeQuery({ ...db.selectFrom('job').selectAll().compile(), sql: 'PRAGMA synchronous' }),
    );
    expect(rows).toEqual([{ synchronous: 2 }]);
    const keys = await temporary.store.read((db) =>
      db.executeQuery({ ...db.selectFrom('job').selectAll().compile(), sql: 'PRAGMA foreign_keys' }),
    );
    expect(keys.rows).toEqual([{ foreign_keys: 1 }]);
  });

  it('is refused a second time under another name for the same file', async () => {
    await using temporary = new TemporaryStore();
    symlinkSync(temporary.path, temporary.file('alias.db'));
    expect((await faultOf(temporary.file('alias.db'))).code).toBe('store-in-use');
    expect((await faultOf(temporary.path)).code).toBe('store-in-use');
  });

  it('keeps every whole commit, and no part of one, when its journal is cut off anywhere', async () => {
    await using temporary = new TemporaryStore();
    for (let commit = 0; commit < 6; commit += 1) {
      const jobs = ['x', 'y', 'z'].map((half) => knownJob({ jobId: `${commit}${half}` }));
      await temporary.store.write((trx) => saveJobs(trx, 'media', jobs));
    }
    const file = readFileSync(temporary.path);
    const journal = readFileSync(`${temporary.path}-wal`);
    using directory = new TemporaryDirectory();
    const path = directory.file('batchwatch.db');
    let before = 0;
    for (let length = 0; length <= journal.length; length += 2_060) {
      for (const suffix of ['-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
      writeFileSync(path, file);
      writeFileSync(`${path}-wal`, journal.subarray(0, length));
      const store = open(path);
      const jobs = await store.read((db) => db.selectFrom('job').select('job_id').execute());
      await store.close();
      expect(jobs.length % 3, `cut at ${length}`).toBe(0);
      expect(jobs.length).toBeGreaterThanOrEqual(before);
      before = jobs.length;
    }
    expect(before).toBeGreaterThan(9);
  });

  it('closes twice without complaint, and leaves one whole file', async () => {
    await using temporary = new TemporaryStore();
    await temporary.store.write((trx) => saveJobs(trx, 'media', [knownJob()]));
    await temporary.store.close();
    await temporary.store.close();
    expect(existsSync(`${temporary.path}-wal`)).toBe(false);
    copyFileSync(temporary.path, temporary.file('copy.db'));
    const copy = open(temporary.file('copy.db'));
    expect(await copy.read((db) => db.selectFrom('job').select('job_id').execute())).toHaveLength(1);
    await copy.close();
  });
});
