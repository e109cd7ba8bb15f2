import { readdirSync, statSync, truncateSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { saveJobs } from '../../../src/store/jobs/jobs.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { sqliteEngine } from '../../../src/store/sqlite/sqlite-engine.ts';
import { Store } from '../../../src/store/store.ts';
import type { StoreFault } from '../../../src/store/store-fault.ts';
import { registerTarget } from '../../../src/store/jobs/targets.ts';
import { MINUTE, systemClock } from '../../../src/platform/time.ts';
import { knownJob } from '../../support/poll/known-job.ts';
import { mountSmallDisk } from '../../support/store/small-disk.ts';
import { TemporaryStore } from '../../support/store/temporary-store.ts';

/** No write is younger: found out by writing. */
const AFRESH = -1;

const MEDIA = { name: 'media', bucket: 'b', region: 'r', scope: 's' };

function bigJobs(count: number) {
  return Array.from({ length: count }, (_, index) =>
    knownJob({ jobId: `big-${index}`, input: 'x'.repeat(20_000) }),
  );
}

const save = (store: Store, count: number) => store.write((trx) => saveJobs(trx, 'media', bigJobs(count)));

async function countJobs(store: Store): Promise<number> {
  return (await store.read((db) => db.selectFrom('job').select('id').execute())).length;
}

/** The store's own limit stands in for the disk's: SQLite answers with the same code. */
async function limitedStore(temporary: TemporaryStore) {
  await temporary.store.close();
  const database = new DatabaseSync(temporary.path);
  const setLimit = (pages: number) => database.exec(`PRAGMA max_page_count = ${pages}`);
  const { path, clock } = temporary;
  const store = new Store(sqliteEngine({ database, path, lock: undefined }), { clock, isNew: false });
  return { store, setLimit };
}

describe('a store that may grow no further', () => {
  it('says that it is full, keeps nothing of the failed write, and works again with more room', async () => {
    await using temporary = new TemporaryStore();
    const { store, setLimit } = await limitedStore(temporary);
    let failures = 0;
    store.onWriteFailed = () => (failures += 1);
    setLimit(1);
    for (const jobs of [1, 10, 200]) {
      await expect(save(store, jobs)).rejects.toMatchObject({ code: 'store-full', retryable: true });
    }
    expect(failures).toBe(3);
    expect(await countJobs(store)).toBe(0);
    setLimit(100_000);
    await save(store, 10);
    expect(await countJobs(store)).toBe(10);
    await store.close();
  });

  it('shows a bug inside a write as it is, not as a failure of the store', async () => {
    await using temporary = new TemporaryStore();
    let failures = 0;
    temporary.store.onWriteFailed = () => (failures += 1);
    const writing = temporary.store.write(async (trx) => {
      await saveJobs(trx, 'media', [knownJob()]);
      throw new TypeError('a bug');
    });
    await expect(writing).rejects.toThrow(TypeError);
    expect(failures).toBe(0);
    expect(await countJobs(temporary.store)).toBe(0);
  });
});

describe('a store on a disk that fills up', () => {
  it('is not writable, says why, and takes up work when there is room again', async ({ skip }) => {
    using disk = mountSmallDisk();
    if (disk === undefined) return skip('mounting a small disk needs rights that this user lacks');
    const store = openSqliteStore({ path: `${disk.path}/batchwatch.db`, clock: systemClock });
    await store.write((trx) => registerTarget(trx, MEDIA));
    expect(await store.isWritable(AFRESH)).toBe(true);
    disk.fill();
    const codes = new Set<string>();
    for (let write = 0; write < 20; write += 1) {
      await save(store, 1 + write).catch((error: StoreFault) => codes.add(error.code));
    }
    expect([...codes]).toEqual(['store-full']);
    // What the failed writes had taken of the journal is free for small ones.
    for (let write = 0; write < 1_000 && (await store.isWritable(AFRESH)); write += 1);
    expect(await store.isWritable(MINUTE)).toBe(false);
    const before = await countJobs(store);
    disk.free();
    expect(await store.isWritable(MINUTE)).toBe(true);
    await save(store, 5);
    expect(await countJobs(store)).toBeGreaterThanOrEqual(Math.max(5, before));
    await store.close();
    const again = openSqliteStore({ path: `${disk.path}/batchwatch.db`, clock: systemClock });
    expect(await again.isWritable(AFRESH)).toBe(true);
    await again.close();
  });

  it('leaves nothing that is mistaken for a store when there is no room to create one', async ({ skip }) => {
    using disk = mountSmallDisk();
    if (disk === undefined) return skip('mounting a small disk needs rights that this user lacks');
    disk.fill();
    const ballast = `${disk.path}/ballast`;
    truncateSync(ballast, statSync(ballast).size - 50_000);
    const path = `${disk.path}/batchwatch.db`;
    expect(() => openSqliteStore({ path, clock: systemClock })).toThrow(
      expect.objectContaining({ code: 'store-full' }),
    );
    expect(readdirSync(disk.path)).not.toContain('batchwatch.db');
    disk.free();
    const store = openSqliteStore({ path, clock: systemClock });
    expect(store.isNew).toBe(true);
    await store.close();
  });
});

describe('a store on a disk that became read-only', () => {
  it('is not writable, still shows what it knows, and takes up work when it may write again', async ({
    skip,
  }) => {
    using disk = mountSmallDisk();
    if (disk === undefined) return skip('mounting a small disk needs rights that this user lacks');
    const store = openSqliteStore({ path: `${disk.path}/batchwatch.db`, clock: systemClock });
    await store.write((trx) => registerTarget(trx, MEDIA));
    await store.write((trx) => saveJobs(trx, 'media', [knownJob()]));
    await store.close();
    disk.remount('ro');
    expect(() => openSqliteStore({ path: `${disk.path}/batchwatch.db`, clock: systemClock })).toThrow(
      expect.objectContaining({ name: 'StoreFault' }),
    );
    disk.remount('rw');
    const again = openSqliteStore({ path: `${disk.path}/batchwatch.db`, clock: systemClock });
    expect(await countJobs(again)).toBe(1);
    await again.close();
  });
});
