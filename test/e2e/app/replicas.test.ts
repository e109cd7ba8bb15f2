import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { localhostCertificate } from '../../support/network/tls-certificate.ts';
import { startGuardedServer } from '../../support/postgres/guarded-server.ts';
import { BatchwatchProcess } from '../../support/process/batchwatch-process.ts';
import { startFixture, type Fixture } from '../../support/process/fixture.ts';
import { PostgresServer } from '../../support/postgres/postgres-server.ts';

/** Replicas of the real program on one real database, which watch a cloud and send to a mail server. */
class Replicas implements AsyncDisposable {
  readonly fixture: Fixture;
  readonly server: PostgresServer;
  readonly #database: string;
  readonly #processes: BatchwatchProcess[] = [];

  private constructor(fixture: Fixture, server: PostgresServer, database: string) {
    this.fixture = fixture;
    this.server = server;
    this.#database = database;
  }

  static async start(): Promise<Replicas> {
    const fixture = await startFixture();
    const server = await PostgresServer.start();
    const database = await server.createDatabase();
    fixture.configure({
      root: {
        storage: { url: server.url(database) },
        server: { listen: '127.0.0.1:0', replica: '${REPLICA}' },
      },
    });
    return new Replicas(fixture, server, database);
  }

  async run(): Promise<BatchwatchProcess> {
    const args = ['run', '--config', this.fixture.config];
    const replica = new BatchwatchProcess(args, { env: { REPLICA: `${this.#processes.length}` } });
    this.#processes.push(replica);
    await replica.line('listening');
    return replica;
  }

  /** Starts two that share the work. Returns the one that polls the target, and the other one. */
  async runTwo(): Promise<readonly [BatchwatchProcess, BatchwatchProcess]> {
    const both = [await this.run(), await this.run()] as const;
    await expect.poll(() => this.holders()).toHaveLength(2);
    // The target goes to the one that should have it.
    await Promise.any(both.map((replica) => replica.times('poll complete', 8)));
    const [first, second] = both;
    const [{ holder } = { holder: '' }] = await this.#run(
      `SELECT holder FROM lease WHERE name = 'target/media'`,
    );
    return String(holder).startsWith('0') ? [first, second] : [second, first];
  }

  holders(): Promise<Record<string, unknown>[]> {
    return this.#run('SELECT holder FROM replica');
  }

  /** Leases that hold, of replicas that have gone: nobody else takes them before their time. */
  leasesLeftBehind(): Promise<Record<string, unknown>[]> {
    return this.#run(
      `SELECT name FROM lease WHERE expires_at > clock_timestamp() AND holder NOT IN (SELECT holder FROM replica)`,
    );
  }

  #run(statement: string): Promise<Record<string, unknown>[]> {
    return this.server.run(statement, this.#database);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#processes.map((replica) => replica[Symbol.asyncDispose]()));
    await this.server[Symbol.asyncDispose]();
    await this.fixture[Symbol.asyncDispose]();
  }
}

test('a replica that is told to stop hands over, and ends well', async () => {
  await using replicas = await Replicas.start();
  const [first, second] = await replicas.runTwo();
  const polls = second.lines.filter(({ msg }) => msg === 'poll complete').length;
  expect(await first.kill('SIGTERM')).toEqual({ code: 0, signal: null });
  expect(await replicas.holders()).toHaveLength(1);
  expect(await replicas.leasesLeftBehind()).toEqual([]);
  await second.times('poll complete', polls + 1);
});

test('a start that waits for its database ends at once when it is told to stop', async () => {
  await using fixture = await startFixture();
  const url = 'postgres://batchwatch@127.0.0.1:1/batchwatch?sslmode=disable';
  fixture.configure({ root: { storage: { url } } });
  await using replica = new BatchwatchProcess(['run', '--config', fixture.config]);
  await replica.line('store cannot be reached yet');
  expect(await replica.kill('SIGTERM')).toEqual({ code: 0, signal: null });
  expect(replica.stderr).toBe('');
});

test('a replica whose login is refused ends with 69 at once, and shows no password', async () => {
  await using server = await startGuardedServer(localhostCertificate(), 'the-right-one');
  await using fixture = await startFixture();
  const url = `postgres://guarded@127.0.0.1:${server.port}/watched?sslmode=verify-full`;
  const passwordFile = fixture.directory.file('password');
  const caFile = fixture.directory.file('ca.pem');
  writeFileSync(passwordFile, 'the-wrong-one', { mode: 0o600 });
  writeFileSync(caFile, localhostCertificate().cert);
  fixture.configure({ root: { storage: { url, passwordFile, caFile } } });
  await using replica = new BatchwatchProcess(['run', '--config', fixture.config]);
  expect(await replica.ended).toEqual({ code: 69, signal: null });
  expect(replica.lines.map(({ msg }) => msg)).toEqual(['cannot go on']);
  expect(replica.stderr).toContain('refuses the login');
  expect(replica.stdout + replica.stderr).not.toContain('the-wrong-one');
});

test('a replica is not ready without its database, and polls and is ready again when it is back', async () => {
  await using replicas = await Replicas.start();
  const replica = await replicas.run();
  const url = String(replica.lines.find(({ msg }) => msg === 'listening')?.['url']);
  const readiness = async () => (await fetch(`${url}/readyz`)).status;
  await expect.poll(readiness).toBe(200);
  await replicas.server.stop('crash');
  await expect.poll(readiness).toBe(503);
  const polls = replica.lines.filter(({ msg }) => msg === 'poll complete').length;
  await replicas.server.startAgain();
  await expect.poll(readiness).toBe(200);
  await replica.times('poll complete', polls + 1);
});
