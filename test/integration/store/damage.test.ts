import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { addNotification } from '../../../src/store/outbox/notifications.ts';
import { jobsByIds, saveJobs } from '../../../src/store/jobs/jobs.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { systemClock } from '../../../src/platform/time.ts';
import { knownJob } from '../../support/poll/known-job.ts';
import { sampleMessage } from '../../support/mail/sample-message.ts';
import { TemporaryDirectory } from '../../support/temporary-directory.ts';
import { TemporaryStore } from '../../support/store/temporary-store.ts';
import { byMail } from '../../support/outbox/by-mail.ts';

const SUFFIXES = ['', '-wal', '-shm'] as const;
type Files = Partial<Record<(typeof SUFFIXES)[number], Buffer>>;

/** The files of a store whose process was killed after some commits. */
async function killedStore(): Promise<Files> {
  await using temporary = new TemporaryStore();
  for (let commit = 0; commit < 6; commit += 1) {
    await temporary.store.write((trx) => saveJobs(trx, 'media', [knownJob({ jobId: `b${commit}` })]));
  }
  return Object.fromEntries(SUFFIXES.map((suffix) => [suffix, readFileSync(`${temporary.path}${suffix}`)]));
}

/** Opens these files as the next two processes would; tells the second's fault, and what was left of the files. */
async function openFiles(files: Files) {
  using directory = new TemporaryDirectory();
  const path = directory.file('batchwatch.db');
  for (const suffix of SUFFIXES) {
    const bytes = files[suffix];
    if (bytes !== undefined) writeFileSync(`${path}${suffix}`, bytes);
  }
  await openOnce(path);
  return await openOnce(path);
}

async function openOnce(path: string) {
  try {
    const store = openSqliteStore({ path, clock: systemClock });
    const jobs = await store.read((db) => db.selectFrom('job').select('id').execute());
    await store.close();
    return { code: 'open', jobs: jobs.length, journal: undefined };
  } catch (error) {
    const { code } = error as { code: string };
    const journal = existsSync(`${path}-wal`) ? readFileSync(`${path}-wal`) : undefined;
    return { code, jobs: undefined, journal };
  }
}

function flip(bytes: Buffer | undefined, at: number): Buffer {
  const copy = Buffer.from(bytes ?? '');
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

describe('the journal that a killed process left', () => {
  it('is taken up whole', async () => {
    expect(await openFiles(await killedStore())).toMatchObject({ code: 'open', jobs: 6 });
  });

  it.each([
    ['with a flipped bit', (journal: Buffer) => flip(journal, 5_000)],
    ['with a flipped bit in its header', (journal: Buffer) => flip(journal, 20)],
    ['with its last byte gone', (journal: Buffer) => journal.subarray(0, -1)],
    ['with half of it gone', (journal: Buffer) => journal.subarray(0, journal.length / 2)],
    ['with nothing left of it', () => Buffer.alloc(0)],
  ])('is refused %s, and left as it is', async (_name, damage) => {
    const files = await killedStore();
    const journal = damage(files['-wal'] ?? Buffer.alloc(0));
    const { code, journal: left } = await openFiles({ ...files, '-wal': journal });
    expect(code).toBe('store-damaged');
    expect(left?.equals(journal)).toBe(true);
  });

  it('is refused when it is gone', async () => {
    const { '-wal': _, ...files } = await killedStore();
    expect((await openFiles(files)).code).toBe('store-damaged');
  });

  it('is refused with a flipped bit also without its index, when commits came after', async () => {
    const { '-shm': _, ...files } = await killedStore();
    expect((await openFiles({ ...files, '-wal': flip(files['-wal'], 5_000) })).code).toBe('store-damaged');
  });

  it('may end in a commit that a lost power tore, whose index was never written', async () => {
    const { '-shm': _, ...files } = await killedStore();
    expect(
      await openFiles({ ...files, '-wal': files['-wal']?.subarray(0, -1) ?? Buffer.alloc(0) }),
    ).toMatchObject({
      code: 'open',
      jobs: 5,
    });
  });

  it('is not folded into a file that is refused', async () => {
    const files = await killedStore();
    const file = Buffer.from(files[''] ?? '').subarray(0, 4096 * 3);
    const { code, journal } = await openFiles({ ...files, '': file });
    expect(code).toBe('store-damaged');
    expect(journal?.equals(files['-wal'] ?? Buffer.alloc(0))).toBe(true);
  });
});

/** A closed store after somebody changed it in a way that SQLite's own quick check does not see. */
async function codeAfter(change: (database: DatabaseSync) => void): Promise<string> {
  await using temporary = new TemporaryStore();
  await temporary.store.write(async (trx) => {
    await saveJobs(trx, 'media', [knownJob(), knownJob({ jobId: 'b2', state: 'Failed' })]);
    await addNotification(trx, { message: sampleMessage(), to: byMail(sampleMessage()), detectedAt: 0 });
  });
  await temporary.store.close();
  const database = new DatabaseSync(temporary.path);
  database.enableDefensive(false);
  database.exec('PRAGMA writable_schema = ON');
  change(database);
  expect(database.prepare('PRAGMA quick_check').get()).toEqual({ quick_check: 'ok' });
  database.close();
  const path = temporary.path;
  try {
    await openSqliteStore({ path, clock: systemClock }).close();
    return 'open';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

/** Fills an index as if its definition were another, and then has it say what it said before. */
function misfill(database: DatabaseSync, index: string, alter: (sql: string) => string): void {
  const { sql } = database.prepare(`SELECT sql FROM sqlite_schema WHERE name = '${index}'`).get() as {
    sql: string;
  };
  const define = database.prepare('UPDATE sqlite_schema SET sql = ? WHERE name = ?');
  define.run(alter(sql), index);
  database.exec('PRAGMA schema_version = 1000');
  database.exec(`REINDEX ${index}`);
  define.run(sql, index);
  database.exec('PRAGMA schema_version = 1001');
}

describe('damage that the quick check of SQLite reads over', () => {
  it('is refused when an index hides what waits', async () => {
    for (const index of ['outbox_due', 'outbox_unsettled', 'job_followed']) {
      expect(
        await codeAfter((database) => misfill(database, index, (sql) => `${sql} AND 1 = 0`)),
        index,
      ).toBe('store-damaged');
    }
  });

  it('is refused when an index shows another age of a job that is followed', async () => {
    const code = await codeAfter((database) =>
      misfill(database, 'job_followed', (sql) => sql.replace('created_at', 'missed_polls')),
    );
    expect(code).toBe('store-damaged');
  });

  it('is refused in the schema', async () => {
    const alter = "UPDATE sqlite_schema SET sql = replace(sql, 'jobs + 1', 'jobs + 0')";
    expect(await codeAfter((database) => database.exec(alter))).toBe('store-damaged');
  });

  it('is refused in a message that waits', async () => {
    const alter = 'UPDATE notification SET message = substr(message, 2)';
    expect(await codeAfter((database) => database.exec(alter))).toBe('store-damaged');
  });

  it('is not seen in an index that somebody added', async () => {
    expect(await codeAfter((database) => database.exec('CREATE INDEX mine ON job (name)'))).toBe('open');
  });
});

describe('extra fields of a job that cannot be read any more', () => {
  it('count as none, because the service sends them again', async () => {
    await using temporary = new TemporaryStore();
    await temporary.store.write((trx) => saveJobs(trx, 'media', [knownJob({ extra: { Percent: '7' } })]));
    await temporary.store.write((trx) => trx.updateTable('job').set({ extra: '{"Percent' }).execute());
    const found = await temporary.store.read((db) => jobsByIds(db, 'media', ['b1']));
    expect(found.get('b1')?.job.extra).toEqual({});
  });
});
