import { assert, asyncProperty, array, constantFrom, integer, record, type Arbitrary } from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { Fence } from '../../../src/lease/fence.ts';
import { LeaseLost } from '../../../src/lease/lease-lost.ts';
import { ReplicaFixture, sharedDatabase } from '../../support/lease/replica-fixture.ts';

const HOLDERS = ['one', 'two', 'three'] as const;
const NAMES = ['target/a', 'engine'] as const;

interface Step {
  holder: (typeof HOLDERS)[number];
  name: (typeof NAMES)[number];
  does: 'take' | 'renew' | 'release' | 'leave' | 'write' | 'expire';
}

const steps: Arbitrary<Step[]> = array(
  record({
    holder: constantFrom(...HOLDERS),
    name: constantFrom(...NAMES),
    does: constantFrom('take', 'take', 'renew', 'release', 'leave', 'write', 'write', 'expire'),
  }),
  { maxLength: 40 },
);

test('no two holders write under one epoch, an epoch only grows, and a stale holder is refused', async () => {
  await using world = await World.start();
  await assert(
    asyncProperty(steps, async (some) => {
      await world.begin();
      for (const step of some) await world.do(step);
      await world.expectLaws();
    }),
    { numRuns: 12 },
  );
});

test('the same laws hold when all happens at once', async () => {
  await using world = await World.start();
  await assert(
    asyncProperty(steps, integer({ min: 2, max: 8 }), async (some, width) => {
      await world.begin();
      for (let first = 0; first < some.length; first += width)
        await Promise.all(some.slice(first, first + width).map((step) => world.do(step)));
      await world.expectLaws();
    }),
    { numRuns: 12 },
  );
});

test('of many that take a free lease at the same time, one gets it', async () => {
  await using replicas = await ReplicaFixture.start(await sharedDatabase(), HOLDERS);
  const taken = await Promise.all(replicas.all.map(({ leases }) => leases.take(['engine'])));
  expect(taken.filter((epochs) => epochs.has('engine'))).toHaveLength(1);
});

test("a taker waits for the old holder's transaction, whose next write is refused", async () => {
  await using replicas = await ReplicaFixture.start(await sharedDatabase(), HOLDERS);
  const [old, heir] = replicas.all;
  const epoch = (await old?.leases.take(['engine']))?.get('engine') ?? 0;
  const fence: Fence = { name: 'engine', holder: 'one', epoch };
  await replicas.expire('engine');
  const writing = Promise.withResolvers<void>();
  const began = Promise.withResolvers<void>();
  const write = old?.engine.transact(async () => {
    began.resolve();
    await writing.promise;
  }, fence);
  await began.promise;
  let isTaken = false;
  const taking = heir?.leases.take(['engine']).finally(() => (isTaken = true));
  await expect.poll(() => replicas.waitingForLocks()).toBe(1);
  expect(isTaken).toBe(false);
  writing.resolve();
  await write;
  expect((await taking)?.get('engine')).toBe(epoch + 1);
  await expect(old?.engine.transact(() => Promise.resolve(), fence)).rejects.toBeInstanceOf(LeaseLost);
});

test('a transaction of its own under way keeps no other lease from its renewal', async () => {
  await using replicas = await ReplicaFixture.start(await sharedDatabase(), HOLDERS);
  const [one] = replicas.all;
  const epochs = await one?.leases.take(['engine', 'target/a']);
  const fence: Fence = { name: 'engine', holder: 'one', epoch: epochs?.get('engine') ?? 0 };
  await one?.engine.transact(async () => {
    const renewal = await one.leases.renew(['engine', 'target/a']);
    expect(renewal).toEqual({ renewed: ['target/a'], busy: ['engine'] });
  }, fence);
  expect(await one?.leases.renew(['engine'])).toEqual({ renewed: ['engine'], busy: [] });
});

test('a lease that reaches further ahead than any can is free: the clock of the database was set back', async () => {
  await using replicas = await ReplicaFixture.start(await sharedDatabase(), HOLDERS);
  const [one, two] = replicas.all;
  await one?.leases.take(['engine']);
  expect(await two?.leases.findFree(['engine'])).toEqual([]);
  await replicas.run(`UPDATE lease SET expires_at = clock_timestamp() + interval '1 hour'`);
  expect(await two?.leases.findFree(['engine'])).toEqual(['engine']);
});

/** Replicas that write under the last epoch that each was given, whether it still holds or not. */
class World implements AsyncDisposable {
  readonly #replicas: ReplicaFixture;
  readonly #epochs = new Map<string, number>();
  #refused: { wasStale: boolean }[] = [];

  private constructor(replicas: ReplicaFixture) {
    this.#replicas = replicas;
  }

  static async start(): Promise<World> {
    const replicas = await ReplicaFixture.start(await sharedDatabase(), HOLDERS);
    await replicas.run('CREATE TABLE written (id bigserial, name text, epoch bigint, holder text)');
    return new World(replicas);
  }

  /** Forgets what was. */
  async begin(): Promise<void> {
    await this.#replicas.run('TRUNCATE lease, written');
    this.#epochs.clear();
    this.#refused = [];
  }

  async do({ holder, name, does }: Step): Promise<void> {
    const leases = this.#replicas.get(holder).leases;
    if (does === 'take') {
      const epoch = (await leases.take([name])).get(name);
      if (epoch !== undefined) this.#epochs.set(`${holder} ${name}`, epoch);
    } else if (does === 'renew') await leases.renew([name]);
    else if (does === 'release') await leases.release([name]);
    else if (does === 'leave') await leases.leave();
    else if (does === 'expire') await this.#replicas.expire(name);
    else await this.#write(holder, name);
  }

  async #write(holder: string, name: string): Promise<void> {
    const epoch = this.#epochs.get(`${holder} ${name}`);
    if (epoch === undefined) return;
    const { engine } = this.#replicas.get(holder);
    try {
      await engine.transact(
        async (trx) => {
          await sql`INSERT INTO written (name, epoch, holder) VALUES (${name}, ${epoch}, ${holder})`.execute(
            trx,
          );
        },
        { name, holder, epoch },
      );
    } catch (error) {
      if (!(error instanceof LeaseLost)) throw error;
      const [row] = await this.#replicas.run(`SELECT holder, epoch FROM lease WHERE name = '${name}'`);
      this.#refused.push({ wasStale: row?.['holder'] !== holder || Number(row['epoch']) > epoch });
    }
  }

  async expectLaws(): Promise<void> {
    const shared = await this.#replicas.run(
      'SELECT name FROM written GROUP BY name, epoch HAVING count(DISTINCT holder) > 1',
    );
    expect(shared).toEqual([]);
    const turnedBack = await this.#replicas.run(
      `SELECT * FROM (SELECT name, epoch, lag(epoch) OVER (PARTITION BY name ORDER BY id) AS before FROM written) AS w
       WHERE epoch < before`,
    );
    expect(turnedBack).toEqual([]);
    expect(this.#refused.filter(({ wasStale }) => !wasStale)).toEqual([]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#replicas[Symbol.asyncDispose]();
  }
}
