import { readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { checkStore } from '../../../src/store/open/open-store.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { saveJobs } from '../../../src/store/jobs/jobs.ts';
import { systemClock } from '../../../src/platform/time.ts';
import { knownJob } from '../../support/poll/known-job.ts';
import { TemporaryDirectory } from '../../support/temporary-directory.ts';
import { TemporaryStore } from '../../support/store/temporary-store.ts';
import { writeNewStore } from '../../support/store/write-new-store.ts';

/** A store in a directory, closed; the last page that holds rows of jobs is overwritten. */
async function damagedStore(directory: TemporaryDirectory): Promise<string> {
  const path = directory.file('batchwatch.db');
  writeNewStore(path);
  const store = openSqliteStore({ path, clock: systemClock });
  const jobs = Array.from({ length: 200 }, (_, index) => knownJob({ jobId: `b${index}`, state: 'Success' }));
  await store.write((trx) => saveJobs(trx, 'media', jobs));
  await store.close();
  const bytes = readFileSync(path);
  bytes.fill(0xff, bytes.lastIndexOf('b199') & ~4095, (bytes.lastIndexOf('b199') & ~4095) + 16);
  writeFileSync(path, bytes);
  return path;
}

it('damage inside the file is found by the full check, and not waited for by a brief one', async () => {
  using directory = new TemporaryDirectory();
  const path = await damagedStore(directory);
  expect(() => checkStore({ url: `sqlite:${path}` })).toThrow(/is damaged/);
  expect(() => openSqliteStore({ path, clock: systemClock })).toThrow(/is damaged/);
  await openSqliteStore({ path, clock: systemClock, depth: 'brief' }).close();
});

it('a brief check refuses a schema that was altered', () => {
  using directory = new TemporaryDirectory();
  const path = directory.file('batchwatch.db');
  writeNewStore(path);
  using database = new DatabaseSync(path);
  database.exec('DROP INDEX incident_due');
  database.close();
  expect(() => openSqliteStore({ path, clock: systemClock, depth: 'brief' })).toThrow(/its schema/);
});

it('a sound store is checked beside the daemon that has it open', async () => {
  await using home = new TemporaryStore();
  await home.store.write((trx) => saveJobs(trx, 'media', [knownJob({ jobId: 'b1' })]));
  expect(checkStore({ url: `sqlite:${home.path}` })).toBe(true);
});

it('a store on a server is not ours to check', () => {
  expect(checkStore({ url: 'postgres://u@db:5432/b' })).toBe(false);
});
