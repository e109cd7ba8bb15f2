import { expect, test } from 'vitest';
import { getSetting, setSetting } from '../../../src/store/settings/settings.ts';
import { Store } from '../../../src/store/store.ts';
import { Connections } from '../../../src/store/postgres/connections.ts';
import { postgresEngine } from '../../../src/store/postgres/postgres-engine.ts';
import { systemClock } from '../../../src/platform/time.ts';
import { sharedDatabase } from '../../support/lease/replica-fixture.ts';
import { CommitCutter } from '../../support/postgres/commit-cutter.ts';

/** A store behind a proxy that can cut the way at a COMMIT. */
class CutStore implements AsyncDisposable {
  readonly store: Store;
  readonly cutter: CommitCutter;

  private constructor(cutter: CommitCutter, url: string) {
    this.cutter = cutter;
    const connectionString = url.replace(/:\d+\//, `:${cutter.port}/`);
    const pool = new Connections({ connectionString }, 'the test');
    const engine = postgresEngine({ pool, place: 'the test', clock: systemClock });
    this.store = new Store(engine, { clock: systemClock, isNew: false });
  }

  static async start(): Promise<CutStore> {
    const url = await sharedDatabase();
    return new CutStore(await CommitCutter.start(Number(new URL(url).port)), url);
  }

  keep(value: number): Promise<void> {
    return this.store.write((trx) => setSetting(trx, 'notified-outage', value));
  }

  kept(): Promise<number | undefined> {
    return this.store.read((db) => getSetting(db, 'notified-outage'));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.store.close();
    await this.cutter[Symbol.asyncDispose]();
  }
}

test('a write whose COMMIT arrived succeeds, though the answer was lost on the way', async () => {
  await using cut = await CutStore.start();
  await cut.keep(1);
  cut.cutter.next = 'the answer to COMMIT';
  await cut.keep(2);
  expect([await cut.kept(), cut.store.outage]).toEqual([2, undefined]);
});

test('a write whose COMMIT never arrived fails, and nothing of it is kept', async () => {
  await using cut = await CutStore.start();
  await cut.keep(1);
  cut.cutter.next = 'COMMIT';
  await expect(cut.keep(2)).rejects.toMatchObject({ code: 'store-unreachable' });
  expect(await cut.kept()).toBe(1);
  await cut.keep(3);
  expect(await cut.kept()).toBe(3);
});

test('connections that the server ended are replaced, and no write fails twice', async () => {
  await using cut = await CutStore.start();
  await cut.keep(1);
  cut.cutter.cutAll();
  await cut.keep(2).catch(() => undefined);
  await cut.keep(3);
  expect(await cut.kept()).toBe(3);
});
