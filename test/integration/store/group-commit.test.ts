import { copyFileSync, existsSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { GroupCommit } from '../../../src/store/group-commit.ts';
import { recordPoll, registerTarget } from '../../../src/store/jobs/targets.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import type { Store } from '../../../src/store/store.ts';
import type { WriteTransaction } from '../../../src/store/database.ts';
import { SECOND } from '../../../src/platform/time.ts';
import { isOnPostgres } from '../../support/store/store-place.ts';
import { TemporaryStore } from '../../support/store/temporary-store.ts';

/** Pieces of work, each of which records two polls of a target of its own. */
class Pieces {
  commits = 0;
  readonly group: GroupCommit;
  readonly #home: TemporaryStore;

  private constructor(home: TemporaryStore) {
    this.#home = home;
    const counted: Pick<Store, 'write'> = {
      write: (work) => {
        this.commits += 1;
        return home.store.write(work);
      },
    };
    this.group = new GroupCommit(counted, home.clock);
  }

  static async of(home: TemporaryStore, count: number): Promise<Pieces> {
    for (let index = 0; index < count; index += 1) {
      const identity = { name: `t${index}`, bucket: 'bucket-1', region: 'ap-beijing', scope: 's' };
      await home.store.write((trx) => registerTarget(trx, identity));
    }
    return new Pieces(home);
  }

  write(index: number, between: () => void = () => {}): Promise<void> {
    return this.group.write(async (trx) => {
      await this.#record(trx, index);
      between();
      await this.#record(trx, index);
    });
  }

  async #record(trx: WriteTransaction, index: number): Promise<void> {
    const endedAt = this.#home.clock.now();
    await recordPoll(trx, { target: `t${index}`, endedAt, completeReadStartedAt: endedAt });
  }
}

function refuse(): never {
  throw new Error('refused');
}

/** The polls that a store holds, by target: by the target's own count, and by the rows of polls. */
async function pollsIn(store: Store): Promise<ReadonlyMap<string, { counted: number; kept: number }>> {
  const targets = await store.read((db) =>
    db.selectFrom('target').select(['name', 'polls']).orderBy('name').execute(),
  );
  const polls = await store.read((db) => db.selectFrom('poll').select('target').execute());
  const keptOf = (name: string) => polls.filter(({ target }) => target === name).length;
  return new Map(targets.map(({ name, polls: counted }) => [name, { counted, kept: keptOf(name) }]));
}

/** Copies the files as a crash at this moment would leave them. */
function crashCopy(home: TemporaryStore, number: number): string {
  const copy = home.file(`crash-${number}.db`);
  for (const suffix of ['', '-wal'])
    if (existsSync(`${home.path}${suffix}`)) copyFileSync(`${home.path}${suffix}`, `${copy}${suffix}`);
  return copy;
}

describe('work in groups', () => {
  it('is committed at once when it comes alone, and together when it comes within 100 ms', async () => {
    await using home = new TemporaryStore();
    const pieces = await Pieces.of(home, 4);
    await pieces.write(0);
    expect(pieces.commits).toBe(1);
    const later = Promise.all([1, 2, 3].map((index) => pieces.write(index)));
    await home.clock.advance(SECOND / 10);
    await later;
    expect(pieces.commits).toBe(2);
  });

  it('of fifty pieces does not wait', async () => {
    await using home = new TemporaryStore();
    const pieces = await Pieces.of(home, 51);
    await pieces.write(50);
    await Promise.all(Array.from({ length: 50 }, (_, index) => pieces.write(index)));
    expect(pieces.commits).toBe(2);
  });

  it('of a poll that runs alone does not wait for its own commits', async () => {
    await using home = new TemporaryStore();
    const pieces = await Pieces.of(home, 1);
    await pieces.group.during(async () => {
      for (let page = 0; page < 3; page += 1) await pieces.write(0);
    });
    expect(pieces.commits).toBe(3);
  });

  it('of a poll waits for others that run beside it or ran just before', async () => {
    await using home = new TemporaryStore();
    const pieces = await Pieces.of(home, 2);
    const other = Promise.withResolvers<void>();
    const beside = pieces.group.during(() => other.promise);
    const twice = pieces.group.during(async () => {
      await pieces.write(0);
      await pieces.write(0);
    });
    await vi.waitFor(() => expect(home.clock.sleepers).toBe(1));
    const shared = pieces.write(1);
    await home.clock.advance(SECOND / 10);
    await Promise.all([twice, shared]);
    expect(pieces.commits).toBe(2);
    other.resolve();
    await beside;
    const next = pieces.group.during(() => pieces.write(0));
    await vi.waitFor(() => expect(home.clock.sleepers).toBe(1));
    await home.clock.advance(SECOND / 10);
    await next;
    expect(pieces.commits).toBe(3);
  });

  it('of a poll waits for the commit of a poll that ran alone just before', async () => {
    await using home = new TemporaryStore();
    const pieces = await Pieces.of(home, 2);
    await pieces.group.during(() => pieces.write(0));
    const next = pieces.group.during(() => pieces.write(1));
    await vi.waitFor(() => expect(home.clock.sleepers).toBe(1));
    await home.clock.advance(SECOND / 10);
    await next;
    expect(pieces.commits).toBe(2);
  });

  it('fails alone: a piece that throws leaves nothing, and takes no other along', async () => {
    await using home = new TemporaryStore();
    const pieces = await Pieces.of(home, 3);
    await pieces.write(0);
    const all = Promise.allSettled([pieces.write(0), pieces.write(1, refuse), pieces.write(2)]);
    await home.clock.advance(SECOND / 10);
    expect((await all).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    const kept = Array.from((await pollsIn(home.store)).values(), ({ kept: polls }) => polls);
    expect(kept).toEqual([4, 0, 2]);
  });

  // The files of SQLite are copied as a crash leaves them.
  it.skipIf(isOnPostgres)(
    'is there whole or not at all after a crash at any moment, and whole once it was said to be',
    async () => {
      const arrivals = fc.array(
        fc.record({ after: fc.integer({ min: 0, max: 150 }), isRefused: fc.boolean() }),
        { minLength: 2, maxLength: 6 },
      );
      await fc.assert(
        fc.asyncProperty(arrivals, async (plan) => {
          await using home = new TemporaryStore();
          const pieces = await Pieces.of(home, plan.length);
          const crashes: { path: string; acknowledged: readonly number[] }[] = [];
          const acknowledged: number[] = [];
          const crash = () => {
            crashes.push({ path: crashCopy(home, crashes.length), acknowledged: [...acknowledged] });
          };
          const works = plan.map(async ({ after, isRefused }, index) => {
            await home.clock.sleep(after, new AbortController().signal);
            await pieces.write(index, () => {
              crash();
              if (isRefused) refuse();
            });
            acknowledged.push(index);
            crash();
          });
          const settled = Promise.allSettled(works);
          await home.clock.advance(SECOND);
          const outcomes = (await settled).map(({ status }) => status === 'fulfilled');
          expect(outcomes).toEqual(plan.map(({ isRefused }) => !isRefused));
          for (const { path, acknowledged: promised } of crashes) {
            const store = openSqliteStore({ path, clock: home.clock });
            const polls = await pollsIn(store);
            await store.close();
            for (const [index, { isRefused }] of plan.entries()) {
              const { counted = 0, kept = 0 } = polls.get(`t${index}`) ?? {};
              expect(counted).toBe(kept);
              expect([0, 2]).toContain(kept);
              if (promised.includes(index)) expect(kept).toBe(2);
              if (isRefused) expect(kept).toBe(0);
            }
          }
        }),
        { numRuns: 20 },
      );
    },
  );
});
