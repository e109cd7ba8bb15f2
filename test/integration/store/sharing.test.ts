import { chmodSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { saveJobs } from '../../../src/store/jobs/jobs.ts';
import { openSqliteStore, visitSqliteStore } from '../../../src/store/sqlite/open.ts';
import { StoreFault } from '../../../src/store/store-fault.ts';
import { systemClock } from '../../../src/platform/time.ts';
import { knownJob } from '../../support/poll/known-job.ts';
import { StoreProcess } from '../../support/store/store-process.ts';
import { TemporaryDirectory } from '../../support/temporary-directory.ts';
import { TemporaryStore } from '../../support/store/temporary-store.ts';

function codeOf(open: () => unknown): string {
  try {
    open();
  } catch (error) {
    if (error instanceof StoreFault) return error.code;
    throw error;
  }
  return 'open';
}

describe('a store that another process holds', () => {
  it('is refused until that process is killed, and then had at once', async () => {
    using directory = new TemporaryDirectory();
    const path = directory.file('batchwatch.db');
    await using holder = new StoreProcess(path);
    expect(await holder.said).toBe('open');
    expect(codeOf(() => openSqliteStore({ path, clock: systemClock }))).toBe('store-in-use');
    await holder.kill();
    const store = openSqliteStore({ path, clock: systemClock });
    await store.close();
  });

  it('lets a visitor read and hand in', async () => {
    using directory = new TemporaryDirectory();
    const path = directory.file('batchwatch.db');
    await using holder = new StoreProcess(path);
    expect(await holder.said).toBe('open');
    const visitor = visitSqliteStore({ path, clock: systemClock });
    await visitor.write((trx) => saveJobs(trx, 'media', [knownJob()]));
    expect(await visitor.read((db) => db.selectFrom('job').select('job_id').execute())).toHaveLength(1);
    await visitor.close();
  });

  it('says that it is busy when somebody else holds the write lock for long', async () => {
    await using temporary = new TemporaryStore();
    const visitor = new DatabaseSync(temporary.path, { timeout: 0 });
    visitor.exec('BEGIN IMMEDIATE');
    const writing = temporary.store.write((trx) => saveJobs(trx, 'media', [knownJob()]));
    await expect(writing).rejects.toMatchObject({ code: 'store-busy', retryable: true });
    visitor.exec('ROLLBACK');
    visitor.close();
    await temporary.store.write((trx) => saveJobs(trx, 'media', [knownJob()]));
  });
});

describe('a store without permission to write', () => {
  it('is refused to a user who may not write its directory', async () => {
    using directory = new TemporaryDirectory();
    const path = directory.file('batchwatch.db');
    chmodSync(directory.path, 0o555);
    await using process = new StoreProcess(path, { unprivileged: true });
    expect(await process.said).toBe('store-unreachable');
    chmodSync(directory.path, 0o755);
  });

  it('is refused to a user who may not write the file', async () => {
    await using temporary = new TemporaryStore();
    await temporary.store.close();
    chmodSync(temporary.path, 0o444);
    chmodSync(`${temporary.path}.lock`, 0o644);
    chmodSync(dirname(temporary.path), 0o777);
    await using process = new StoreProcess(temporary.path, { unprivileged: true });
    expect(await process.said).toBe('store-read-only');
    chmodSync(temporary.path, 0o644);
  });
});
