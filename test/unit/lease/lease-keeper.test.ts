import { pino } from 'pino';
import { expect, test } from 'vitest';
import { LeaseKeeper } from '../../../src/lease/lease-keeper.ts';
import { targetLease } from '../../../src/lease/lease-names.ts';
import { MINUTE, SECOND } from '../../../src/platform/time.ts';
import { SharedTable } from '../../support/lease/shared-table.ts';
import { TestClock } from '../../support/test-clock.ts';

const TARGETS = ['a', 'b', 'c', 'd', 'e', 'f'].map(targetLease);

/** Replicas that want the same leases, on one table. */
class Replicas {
  readonly clock = new TestClock();
  readonly table = new SharedTable(this.clock);
  readonly #names: readonly string[];

  constructor(names: readonly string[] = [...TARGETS, 'engine', 'housekeeping']) {
    this.#names = names;
  }

  /** Starts one; its table can be cut off. */
  start(holder: string) {
    const { clock } = this;
    const table = this.table.of(holder);
    const keeper = new LeaseKeeper({ table, holder, clock, log: pino({ level: 'silent' }) });
    for (const name of this.#names) keeper.get(name);
    keeper.start();
    return { keeper, table };
  }

  shares(...holders: string[]): number[] {
    return holders.map((holder) => TARGETS.filter((name) => this.table.holderOf(name) === holder).length);
  }
}

test('a single replica holds all leases at once', async () => {
  const replicas = new Replicas();
  const { keeper } = replicas.start('one');
  await replicas.clock.advance(0);
  expect(keeper.all.every(({ term }) => term !== undefined)).toBe(true);
});

test('targets are spread evenly within 60 s of a join, some at a time', async () => {
  const replicas = new Replicas();
  replicas.start('one');
  await replicas.clock.advance(MINUTE);
  replicas.start('two');
  replicas.start('three');
  await replicas.clock.advance(9 * SECOND);
  expect(replicas.shares('one')[0]).toBeGreaterThan(2);
  await replicas.clock.advance(51 * SECOND);
  expect(replicas.shares('one', 'two', 'three')).toEqual([2, 2, 2]);
});

test('a thousand targets are spread within 60 s, too', async () => {
  const names = Array.from({ length: 1_000 }, (_, index) => targetLease(`t${index}`));
  const replicas = new Replicas(names);
  replicas.start('one');
  await replicas.clock.advance(MINUTE);
  replicas.start('two');
  await replicas.clock.advance(MINUTE);
  const held = names.filter((name) => replicas.table.holderOf(name) === 'two');
  expect(held).toHaveLength(500);
});

test('a replica that is told to stop hands over within 2 s', async () => {
  const replicas = new Replicas();
  const { keeper } = replicas.start('one');
  await replicas.clock.advance(MINUTE);
  const heir = replicas.start('two').keeper;
  await replicas.clock.advance(500);
  const closing = keeper.close();
  await replicas.clock.advance(1_500);
  await closing;
  expect(heir.all.every(({ term }) => term !== undefined)).toBe(true);
});

test('a replica that is killed loses its leases to another within 20 s', async () => {
  const replicas = new Replicas();
  const { table } = replicas.start('one');
  await replicas.clock.advance(MINUTE);
  const heir = replicas.start('two').keeper;
  await replicas.clock.advance(SECOND);
  table.isCut = true;
  await replicas.clock.advance(19 * SECOND);
  expect(heir.all.every(({ term }) => term !== undefined)).toBe(true);
});

test('a replica that is cut off stops before another may begin', async () => {
  const replicas = new Replicas();
  const { keeper, table } = replicas.start('one');
  await replicas.clock.advance(MINUTE);
  table.isCut = true;
  const signal = keeper.get('engine').term?.signal;
  for (let second = 0; second < 20; second += 1) {
    await replicas.clock.advance(SECOND);
    const isFree = replicas.table.holderOf('engine') === undefined;
    if (isFree) expect([keeper.get('engine').term, signal?.aborted]).toEqual([undefined, true]);
  }
  expect(replicas.table.holderOf('engine')).toBe(undefined);
});

test('a lease is given up only when the work of its term has ended', async () => {
  const replicas = new Replicas(['engine']);
  const { keeper } = replicas.start('one');
  const work = Promise.withResolvers<void>();
  void keeper.get('engine').whileHeld(() => work.promise, new AbortController().signal);
  await replicas.clock.advance(SECOND);
  keeper.giveUp();
  await replicas.clock.advance(MINUTE);
  expect(replicas.table.holderOf('engine')).toBe('one');
  work.resolve();
  await replicas.clock.advance(0);
  expect(replicas.table.holderOf('engine')).toBe(undefined);
});

test('work that outlives its term keeps the replica from the next one', async () => {
  const replicas = new Replicas(['engine']);
  const { keeper, table } = replicas.start('one');
  const works: PromiseWithResolvers<void>[] = [];
  const work = () => {
    const begun = Promise.withResolvers<void>();
    works.push(begun);
    return begun.promise;
  };
  void keeper.get('engine').whileHeld(work, new AbortController().signal);
  await replicas.clock.advance(SECOND);
  table.isCut = true;
  await replicas.clock.advance(20 * SECOND);
  table.isCut = false;
  await replicas.clock.advance(MINUTE);
  expect(works).toHaveLength(1);
  works[0]?.resolve();
  await replicas.clock.advance(5 * SECOND);
  expect(works).toHaveLength(2);
});

test('a destination and the engine stay where they are when a replica joins', async () => {
  const names = ['engine', 'housekeeping', 'channel/email', 'channel/chat', 'channel/page'];
  const replicas = new Replicas(names);
  replicas.start('one');
  await replicas.clock.advance(MINUTE);
  replicas.start('two');
  await replicas.clock.advance(MINUTE);
  expect(names.map((name) => replicas.table.holderOf(name))).toEqual(names.map(() => 'one'));
});
