import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { reservedPort } from '../../support/network/reserved-port.ts';
import { unprivileged } from '../../support/postgres/unprivileged.ts';
import { TemporaryDirectory } from '../../support/temporary-directory.ts';

/** PgBouncer in transaction mode: each transaction may meet another backend, and no session lasts. */
export class PgBouncer implements AsyncDisposable {
  readonly port: number;
  readonly #child: ChildProcess;
  readonly #directory: TemporaryDirectory;

  private constructor(child: ChildProcess, port: number, directory: TemporaryDirectory) {
    this.#child = child;
    this.port = port;
    this.#directory = directory;
  }

  static async start(databasePort: number): Promise<PgBouncer> {
    const directory = new TemporaryDirectory();
    const port = await reservedPort();
    const { uid, gid } = unprivileged;
    if (uid !== undefined) chownSync(directory.path, uid, gid);
    writeFileSync(directory.file('users.txt'), '"batchwatch" ""\n');
    const file = directory.file('pgbouncer.ini');
    writeFileSync(file, configuration({ port, databasePort, users: directory.file('users.txt') }));
    const child = spawn('pgbouncer', [file], { stdio: ['ignore', 'ignore', 'pipe'], ...unprivileged });
    const bouncer = new PgBouncer(child, port, directory);
    await bouncer.#ready();
    return bouncer;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#child, 'close');
    this.#child.kill('SIGKILL');
    await ended;
    this.#directory[Symbol.dispose]();
  }

  async #ready(): Promise<void> {
    const failed = once(this.#child, 'error').then(([error]) => {
      throw new Error('PgBouncer does not start: apt-get install pgbouncer', { cause: error });
    });
    const { stderr } = this.#child;
    if (stderr === null) throw new Error('PgBouncer has no log');
    const lines = createInterface({ input: stderr });
    const ready = new Promise<void>((resolve) => {
      lines.on('line', (line) => line.includes('process up') && resolve());
    });
    await Promise.race([ready, failed]);
  }
}

/** Two backends for all replicas, so that transactions of many clients take turns on each. */
function configuration(place: { port: number; databasePort: number; users: string }): string {
  return `[databases]
batchwatch = host=127.0.0.1 port=${place.databasePort} dbname=batchwatch user=batchwatch
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${place.port}
unix_socket_dir =
auth_type = trust
auth_file = ${place.users}
pool_mode = transaction
default_pool_size = 4
max_client_conn = 200
`;
}
