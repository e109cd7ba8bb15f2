import { appendFileSync, chownSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TlsCertificate } from '../network/tls-certificate.ts';
import { newCluster } from './new-cluster.ts';
import { PostgresServer } from './postgres-server.ts';
import { unprivileged } from './unprivileged.ts';

/**
 * Starts a server that shows this certificate. Its user `guarded` needs a password and TLS, `banned` may not come in,
 * and `batchwatch`, the administrator of tests, needs neither.
 */
export async function startGuardedServer(
  certificate: TlsCertificate,
  password: string,
): Promise<PostgresServer> {
  const server = await PostgresServer.start({ ssl: 'on' }, (directory) => {
    newCluster(directory);
    const data = join(directory, 'data');
    writeOwned(join(data, 'server.crt'), certificate.cert);
    writeOwned(join(data, 'server.key'), certificate.key);
    writeFileSync(join(data, 'pg_hba.conf'), '');
    for (const rule of RULES) appendFileSync(join(data, 'pg_hba.conf'), `${rule}\n`);
  });
  await server.run(`CREATE ROLE guarded LOGIN PASSWORD '${password}'`);
  await server.run('CREATE ROLE banned LOGIN');
  await server.run('CREATE DATABASE watched OWNER guarded');
  return server;
}

const RULES = [
  'host all batchwatch 127.0.0.1/32 trust',
  'host all banned 127.0.0.1/32 reject',
  'hostssl all all 127.0.0.1/32 scram-sha-256',
];

function writeOwned(file: string, text: string): void {
  writeFileSync(file, text, { mode: 0o600 });
  const { uid, gid } = unprivileged;
  if (uid !== undefined) chownSync(file, uid, gid);
}
