import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface, type Interface } from 'node:readline';
import { Client } from 'pg';
import { reservedPort } from '../network/reserved-port.ts';
import { TemporaryDirectory } from '../temporary-directory.ts';
import { findPostgres } from './find-postgres.ts';
import { newCluster } from './new-cluster.ts';
import { unprivileged } from './unprivileged.ts';

const SUPERVISOR = readFileSync(new URL('supervise.sh', import.meta.url), 'utf8');

/** No test pulls the plug, so nothing waits for the disk. */
const FAST = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' };

/** What every test's server is told beside. `max_connections` is for many stores side by side. */
const SETTINGS = {
  ...FAST,
  max_connections: '200',
  shared_buffers: '32MB',
  autovacuum: 'off',
  listen_addresses: '127.0.0.1',
};

/** A client that comes too early or too late is told so, too. */
const IS_FAILURE = /FATAL(?!.*(?:starting up|shutting down|recovery|not yet accepting))/;

/** A real PostgreSQL on loopback, with its files in memory. It ends with the test, also when the test is killed. */
export class PostgresServer implements AsyncDisposable {
  readonly port: number;
  readonly #supervisor: ChildProcess;
  readonly #answers: Interface;
  readonly #log: string[] = [];
  #databases = 0;
  #waiting = 0;

  private constructor(supervisor: ChildProcess, port: number) {
    this.port = port;
    this.#supervisor = supervisor;
    const { stdout, stderr } = supervisor;
    this.#answers = createInterface({ input: stdout ?? process.stdin });
    createInterface({ input: stderr ?? process.stdin }).on('line', (line) => {
      this.#log.push(line);
      supervisor.emit('log', line);
    });
  }

  /**
   * Starts one.
   * @param settings of `postgresql.conf`, beside those that make tests fast
   * @param makeFiles puts its files into `data` of the directory. Left out: those of a new server.
   */
  static async start(
    settings: Record<string, string> = {},
    makeFiles: (directory: string) => void | Promise<void> = newCluster,
  ): Promise<PostgresServer> {
    const directory = new TemporaryDirectory({ memory: true }).path;
    await makeFiles(directory);
    const port = await reservedPort();
    const all = { ...SETTINGS, port: String(port), unix_socket_directories: directory, ...settings };
    const options = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const command = [findPostgres().postgres, '-D', `${directory}/data`, ...options];
    // The script goes along as text: another user may not be let into the folder where it lies.
    const supervisor = spawn('sh', ['-c', SUPERVISOR, 'supervise.sh', directory, ...command], {
      stdio: ['pipe', 'pipe', 'pipe'],
      cwd: '/',
      // Ctrl-C ends the test, and the test's end ends the server.
      detached: true,
      ...unprivileged,
    });
    const server = new PostgresServer(supervisor, port);
    await server.#awake(server.#ready());
    return server;
  }

  /** The address of a database, for `storage.url`. */
  url(database: string): string {
    return `postgres://batchwatch@127.0.0.1:${this.port}/${database}?sslmode=disable`;
  }

  /** Makes an empty database, or a copy of another one that nobody uses. @returns its name */
  async createDatabase({ template = 'template0' } = {}): Promise<string> {
    const name = `test_${++this.#databases}`;
    await this.run(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`);
    return name;
  }

  /** Runs a statement as the administrator. */
  async run(statement: string, database = 'postgres'): Promise<Record<string, unknown>[]> {
    const client = new Client({ connectionString: this.url(database) });
    // The query under way rejects by itself when the server ends.
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(statement)).rows;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  /** Ends the server; its connections break. `crash` leaves it no time for last words. */
  async stop(how: 'stop' | 'crash' = 'stop'): Promise<void> {
    await this.#order(how);
  }

  /** Starts it again, with the same files at the same address. */
  async startAgain(): Promise<void> {
    const ready = this.#awake(this.#ready());
    await this.#order('start');
    await ready;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#supervisor, 'close');
    this.#supervisor.stdin?.end();
    await this.#awake(ended);
  }

  async #order(word: string): Promise<void> {
    const done = once(this.#answers, 'line');
    this.#supervisor.stdin?.write(`${word}\n`);
    await this.#awake(done);
  }

  /** The process keeps nobody alive, but whoever waits for it. */
  async #awake<T>(answer: Promise<T>): Promise<T> {
    this.#waiting += 1;
    const { stdin, stdout, stderr } = this.#supervisor;
    const all: unknown[] = [this.#supervisor, stdin, stdout, stderr];
    const handles = all.filter(isHandle);
    for (const handle of handles) handle.ref();
    try {
      return await answer;
    } finally {
      this.#waiting -= 1;
      if (this.#waiting === 0) for (const handle of handles) handle.unref();
    }
  }

  #ready(): Promise<void> {
    return new Promise((resolve, reject) => {
      const read = (line: string) => {
        // A standby accepts connections that only read.
        const isReady = /database system is ready to accept (read-only )?connections/.test(line);
        if (!isReady && !IS_FAILURE.test(line)) return;
        this.#supervisor.off('log', read);
        if (isReady) resolve();
        else reject(new Error(`PostgreSQL did not start:\n${this.#log.join('\n')}`));
      };
      this.#supervisor.on('log', read);
    });
  }
}

/** Something that keeps its process alive, or does not. */
interface Handle {
  ref(): void;
  unref(): void;
}

/** A pipe's type does not tell that it is a socket, which has both. */
function isHandle(value: unknown): value is Handle {
  return typeof value === 'object' && value !== null && 'ref' in value && 'unref' in value;
}
