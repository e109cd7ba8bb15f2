import { expect, it } from 'vitest';
import { systemClock } from '../../../../src/platform/time.ts';
import { Connections } from '../../../../src/store/postgres/connections.ts';
import { PostgresLeases } from '../../../../src/store/postgres/postgres-leases.ts';
import { sharedDatabase } from '../../../support/lease/replica-fixture.ts';
import { type Fixture, startFixture } from '../../../support/process/fixture.ts';
import { runInTerminal } from '../../../support/process/test-terminal.ts';

/** A cloud with a failed job, a mail server, and a database that a replica may hold leases in. */
class Beside implements AsyncDisposable {
  readonly fixture: Fixture;
  readonly #pool: Connections;
  /** The leases of a replica that runs all the time. */
  readonly replica: PostgresLeases;

  private constructor(fixture: Fixture, url: string) {
    this.fixture = fixture;
    this.#pool = new Connections({ connectionString: url, max: 1 }, 'the test');
    this.replica = new PostgresLeases(this.#pool, { holder: 'a/1', name: 'a', version: '1' });
  }

  static async start(): Promise<Beside> {
    const url = await sharedDatabase();
    const fixture = await startFixture();
    fixture.configure({ root: { storage: { url }, log: { level: 'fatal' } } });
    const creationTime = Date.now() - 60_000;
    fixture.cloud.put({ jobId: 'b1', name: 'nightly', state: 'Failed', creationTime });
    return new Beside(fixture, url);
  }

  /** Runs the command. Returns its exit code, the number of requests of the cloud, and the mails. */
  async once(): Promise<{ code: number; requests: number; mails: number }> {
    const { cloud, smtp, config } = this.fixture;
    const before = { requests: cloud.requests.length, mails: smtp.mails.length };
    const { code } = await runInTerminal(['once', '--config', config], { clock: systemClock });
    const requests = cloud.requests.length - before.requests;
    return { code, requests, mails: smtp.mails.length - before.mails };
  }

  run(statement: string): Promise<Record<string, unknown>[]> {
    return this.#pool.query(statement);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.end();
    await this.fixture[Symbol.asyncDispose]();
  }
}

it('once without replicas polls and sends, and leaves no lease and no replica behind', async () => {
  await using beside = await Beside.start();
  expect(await beside.once()).toMatchObject({ code: 0, mails: 1 });
  expect(await beside.run('SELECT * FROM replica')).toEqual([]);
  expect(await beside.run(`SELECT name FROM lease WHERE expires_at > '-infinity'`)).toEqual([]);
  expect(await beside.once()).toMatchObject({ code: 0, mails: 0 });
});

it('once does not poll a target that a replica holds, and takes no lease from it', async () => {
  await using beside = await Beside.start();
  await beside.replica.take(['target/media']);
  expect(await beside.once()).toEqual({ code: 0, requests: 0, mails: 0 });
  const [row] = await beside.run(`SELECT holder, epoch FROM lease WHERE name = 'target/media'`);
  expect(row).toEqual({ holder: 'a/1', epoch: 1 });
});

it('once sends nothing where a replica holds the destination; the mail waits for it', async () => {
  await using beside = await Beside.start();
  await beside.replica.take(['channel/email']);
  expect(await beside.once()).toMatchObject({ code: 0, mails: 0 });
  expect(await beside.run('SELECT state, attempts FROM outbox')).toEqual([{ state: 'pending', attempts: 0 }]);
  await beside.replica.leave();
  expect(await beside.once()).toMatchObject({ code: 0, mails: 1 });
});

it('once takes up what a killed replica left: its leases are over, and its claimed mail goes out', async () => {
  await using beside = await Beside.start();
  await beside.replica.take(['channel/email']);
  await beside.once();
  await beside.run(`UPDATE outbox SET state = 'claimed'`);
  await beside.run(`UPDATE lease SET expires_at = clock_timestamp() - interval '1 second'`);
  expect(await beside.once()).toMatchObject({ code: 0, mails: 1 });
});

it('commands with the configuration work beside replicas', async () => {
  await using beside = await Beside.start();
  await beside.once();
  await beside.replica.beat();
  await beside.replica.take(['target/media', 'channel/email', 'engine', 'housekeeping']);
  const run = (...args: string[]) =>
    runInTerminal([...args, '--config', beside.fixture.config], { clock: systemClock, user: 'ada' });
  const [{ public_id: id } = { public_id: '' }] = await beside.run('SELECT public_id FROM incident');
  for (const args of [
    ['status'],
    ['check', '--store'],
    ['jobs'],
    ['incidents'],
    ['notifications'],
    ['receivers'],
    ['explain', 'b1'],
    ['ack', String(id), '--author', 'ada'],
    ['silence', 'add', '--match', 'name=x*', '--for', '2h', '--author', 'ada'],
    ['silence', 'list'],
    ['incidents', 'close', String(id), '--author', 'ada'],
    ['replay', '--since', '1d'],
  ])
    expect({ args, ...(await run(...args)) }).toMatchObject({ args, code: 0, err: '' });
  expect(await beside.run('SELECT state FROM incident')).toEqual([{ state: 'closed' }]);
});
