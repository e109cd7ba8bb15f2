import { expect, test } from 'vitest';
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
    await expect.poll(() => this.#holders()).toHaveLength(2);
    // The target goes to the one that should have it.
    await Promise.any(both.map((replica) => replica.times('poll complete', 8)));
    const [first, second] = both;
    const [{ holder } = { holder: '' }] = await this.#run(
      `SELECT holder FROM lease WHERE name = 'target/media'`,
    );
    return String(holder).startsWith('0') ? [first, second] : [second, first];
  }

  #holders(): Promise<Record<string, unknown>[]> {
    return this.#run('SELECT holder FROM replica');
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
  const ended = first.kill('SIGTERM');
  const toldAt = Date.now();
  await second.times('poll complete', polls + 1);
  expect(Date.now() - toldAt).toBeLessThan(10_000);
  expect(await ended).toEqual({ code: 0, signal: null });
});
