import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findPostgres } from './find-postgres.ts';
import { unprivileged } from './unprivileged.ts';

const CACHE = fileURLToPath(new URL('../../../node_modules/.cache/postgres', import.meta.url));

/**
 * Makes the files of a new server in `directory`. `initdb` takes two seconds, so its result is kept and copied.
 * The texts sort as people sort them: where an order by bytes matters, the SQL has to say so.
 */
export function newCluster(directory: string): void {
  const { version } = findPostgres();
  const kept = join(CACHE, version);
  if (!existsSync(kept)) keepCluster(kept, directory);
  else must(spawnSync('cp', ['-a', kept, join(directory, 'data')]));
  // The server refuses files that others may read.
  chmodSync(join(directory, 'data'), 0o700);
  if (unprivileged.uid !== undefined) chownSync(directory, unprivileged.uid, unprivileged.gid);
}

/** Makes one, and keeps a copy. Several processes may do so at a time. */
function keepCluster(kept: string, directory: string): void {
  if (unprivileged.uid !== undefined) chownSync(directory, unprivileged.uid, unprivileged.gid);
  const data = join(directory, 'data');
  must(spawnSync(findPostgres().initdb, ['-D', data, ...OPTIONS], { ...unprivileged }));
  mkdirSync(CACHE, { recursive: true });
  const draft = mkdtempSync(join(CACHE, 'draft-'));
  chmodSync(draft, 0o755);
  must(spawnSync('cp', ['-a', data, join(draft, 'data')]));
  try {
    renameSync(join(draft, 'data'), kept);
  } catch {
    // Another process was first.
  }
  rmSync(draft, { recursive: true });
}

const OPTIONS = [
  '--no-sync',
  '--no-instructions',
  '--wal-segsize=1',
  '--auth=trust',
  '--username=batchwatch',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=icu',
  '--icu-locale=en',
];

function must({ status, stderr }: { status: number | null; stderr: Buffer }): void {
  if (status !== 0) throw new Error(stderr.toString());
}
