import { readFileSync, writeFileSync } from 'node:fs';
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { TemporaryDirectory } from '../temporary-directory.ts';
import { TestClock } from '../test-clock.ts';

/** Writes a store that is new: made once, for its migrations take longer than most tests, and copied from then on. */
export function writeNewStore(path: string): void {
  writeFileSync(path, content);
}

const content = await makeStore();

async function makeStore(): Promise<Buffer> {
  using directory = new TemporaryDirectory();
  const path = directory.file('new.db');
  await openSqliteStore({ path, clock: new TestClock() }).close();
  return readFileSync(path);
}
