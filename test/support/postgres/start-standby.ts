import { execFileSync } from 'node:child_process';
import { chownSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { PostgresServer } from './postgres-server.ts';
import { unprivileged } from './unprivileged.ts';

export interface StandbyOptions {
  /** The port by which it hears of the primary's commits. */
  port: number;
  settings: Record<string, string>;
}

/**
 * Starts an asynchronous standby of a running server, from a copy of its files (PostgreSQL documentation, "Making a Base
 * Backup Using the Low Level API"). npm's PostgreSQL has no pg_basebackup.
 */
export function startStandby(
  primary: PostgresServer,
  { port, settings }: StandbyOptions,
): Promise<PostgresServer> {
  const source = `host=127.0.0.1 port=${port} user=batchwatch sslmode=disable gssencmode=disable`;
  return PostgresServer.start({ ...settings, primary_conninfo: source }, (directory) =>
    copyFiles(primary, directory),
  );
}

async function copyFiles(primary: PostgresServer, directory: string): Promise<void> {
  const { uid, gid } = unprivileged;
  if (uid !== undefined) chownSync(directory, uid, gid);
  const data = join(directory, 'data');
  const session = new Client({ connectionString: primary.url('postgres') });
  await session.connect();
  try {
    const { rows } = await session.query<{ data_directory: string }>('SHOW data_directory');
    await session.query("SELECT pg_backup_start('standby', true)");
    execFileSync('cp', ['-a', rows[0]?.data_directory ?? '', data]);
    const backup = await session.query<{ labelfile: string }>('SELECT labelfile FROM pg_backup_stop(false)');
    rmSync(join(data, 'postmaster.pid'), { force: true });
    write(join(data, 'backup_label'), backup.rows[0]?.labelfile ?? '');
    write(join(data, 'standby.signal'), '');
  } finally {
    await session.end();
  }
}

function write(file: string, text: string): void {
  writeFileSync(file, text);
  const { uid, gid } = unprivileged;
  if (uid !== undefined) chownSync(file, uid, gid);
}
