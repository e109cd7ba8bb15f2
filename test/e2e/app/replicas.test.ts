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

  fail(jobId: string): void {
    this.fixture.cloud.put({ jobId, name: jobId, state: 'Failed', creationTime: Date.now() });
  }

  /** The subjects of all mails that name a job. */
  mailsOf(jobId: string): number {
    return this.fixture.smtp.mails.filter(({ summary }) => summary.includes(jobId)).length;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#processes.map((replica) => replica[Symbol.asyncDispose]()));
    await this.server[Symbol.asyncDispose]();
    await this.fixture[Symbol.asyncDispose]();
  }
}

async function isReady(replica: BatchwatchProcess): Promise<boolean> {
  return (await fetch(`${await replica.url()}/readyz`)).ok;
}

test('of two replicas one polls, and when it is killed the other one goes on within 20 s', async () => {
  await using replicas = await Replicas.start();
  const [first, second] = await replicas.runTwo();
  expect([await isReady(first), await isReady(second)]).toEqual([true, true]);
  replicas.fail('b1');
  await replicas.fixture.smtp.received(({ summary }) => summary.includes('b1'));
  const polls = second.lines.filter(({ msg }) => msg === 'poll complete').length;
  await first.kill('SIGKILL');
  const killedAt = Date.now();
  await second.times('poll complete', polls + 1);
  expect(Date.now() - killedAt).toBeLessThan(20_000);
  replicas.fail('b2');
  await replicas.fixture.smtp.received(({ summary }) => summary.includes('b2'));
  expect([replicas.mailsOf('b1'), replicas.mailsOf('b2')]).toEqual([1, 1]);
});

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

test('a replica that is frozen comes back as one of two, and nobody is notified twice', async () => {
  await using replicas = await Replicas.start();
  const [first, second] = await replicas.runTwo();
  const polls = second.lines.filter(({ msg }) => msg === 'poll complete').length;
  first.signal('SIGSTOP');
  await second.times('poll complete', polls + 1);
  replicas.fail('b1');
  await replicas.fixture.smtp.received(({ summary }) => summary.includes('b1'));
  first.signal('SIGCONT');
  await first.line('leases changed', ({ why }) => why === 'lost' || why === 'not renewed in time');
  replicas.fail('b2');
  await replicas.fixture.smtp.received(({ summary }) => summary.includes('b2'));
  expect([replicas.mailsOf('b1'), replicas.mailsOf('b2')]).toEqual([1, 1]);
});

test('without the database a replica is not ready; with it again it goes on by itself', async () => {
  await using replicas = await Replicas.start();
  const only = await replicas.run();
  await only.line('poll complete');
  await expect.poll(() => isReady(only)).toBe(true);
  await replicas.server.stop('crash');
  await expect.poll(() => isReady(only), { timeout: 15_000 }).toBe(false);
  replicas.fail('b1');
  await replicas.server.startAgain();
  await expect.poll(() => isReady(only), { timeout: 20_000 }).toBe(true);
  await replicas.fixture.smtp.received(({ summary }) => summary.includes('b1'));
  expect(replicas.mailsOf('b1')).toBe(1);
});
