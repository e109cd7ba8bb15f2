import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { registerTarget, targetIdentities } from '../../../src/store/jobs/targets.ts';
import { TemporaryStore } from '../../support/store/temporary-store.ts';

const PAGE = new URL('../../../docs/operations.md', import.meta.url);

/** The program that docs/operations.md gives to `node -e` in the container, for files elsewhere. */
function backupProgram(store: string, backup: string): string {
  const program = /^docker exec batchwatch node -e "(.*)"$/m.exec(readFileSync(PAGE, 'utf8'))?.[1] ?? '';
  expect(program).toContain("'/data/batchwatch.db'");
  return program.replace('/data/batchwatch.db', store).replace('/data/backup.db', backup);
}

const add = async ({ store }: TemporaryStore, name: string) =>
  await store.write((trx) => registerTarget(trx, { name, bucket: 'b', region: 'r', scope: '' }));

it('the documented backup holds what is only in the journal yet, and opens as a store', async () => {
  await using temporary = new TemporaryStore();
  await add(temporary, 'media');
  expect(existsSync(`${temporary.path}-wal`)).toBe(true);
  const backup = temporary.file('backup.db');

  execFileSync(process.execPath, ['-e', backupProgram(temporary.path, backup)]);
  await add(temporary, 'later');

  const restored = openSqliteStore({ path: backup, clock: temporary.clock });
  expect((statSync(backup).mode & 0o777).toString(8)).toBe('600');
  expect(restored.isNew).toBe(false);
  expect((await restored.read((db) => targetIdentities(db))).map(({ name }) => name)).toEqual(['media']);
  await restored.close();
});

it('the documented backup does not write over an earlier one', async () => {
  await using temporary = new TemporaryStore();
  const program = backupProgram(temporary.path, temporary.file('backup.db'));
  execFileSync(process.execPath, ['-e', program]);
  expect(() => execFileSync(process.execPath, ['-e', program], { stdio: 'pipe' })).toThrow('already exists');
});
