import { expect, test } from 'vitest';
import { Lease } from '../../../src/lease/lease.ts';
import { OwnLeases } from '../../../src/lease/own-leases.ts';
import { createMetrics } from '../../../src/metrics/metrics.ts';
import { TemporaryStore } from '../../support/store/temporary-store.ts';
import { TestClock } from '../../support/test-clock.ts';

const BUILD = { version: '1', revision: 'r', node: 'v24' };

/** Leases of a replica that holds a target and nothing else. */
class SomeLeases extends OwnLeases {
  override readonly isShared: boolean = true;
  readonly #clock: TestClock;

  constructor(clock: TestClock) {
    super(clock, 'a');
    this.#clock = clock;
  }

  override get(name: string): Lease {
    return name === 'target/media' ? super.get(name) : new Lease(name, this.#clock);
  }

  override get all(): readonly Lease[] {
    return ['target/media', 'engine'].map((name) => this.get(name));
  }
}

async function rendered(leases: OwnLeases): Promise<string> {
  await using temporary = new TemporaryStore();
  const { store } = temporary;
  const options = { targets: ['media'], channels: ['email'], build: BUILD, startedAt: 0 };
  return (await createMetrics({ store, leases, ...options }).render('prometheus')).body;
}

test('a replica shows each lease, held or not, and what all share only while it holds the engine', async () => {
  const text = await rendered(new SomeLeases(new TestClock()));
  expect(text).toContain('batchwatch_lease_held{lease="target",name="media"} 1');
  expect(text).toContain('batchwatch_lease_held{lease="engine",name=""} 0');
  expect(text).not.toMatch(/^batchwatch_(?:outbox_entries|incidents|jobs)\{/m);
});

test('a process that has its store for itself shows the gauges of the store', async () => {
  const leases = new OwnLeases(new TestClock(), 'a');
  leases.get('engine');
  const text = await rendered(leases);
  expect(text).toContain('batchwatch_lease_held{lease="engine",name=""} 1');
  expect(text).toMatch(/^batchwatch_outbox_entries\{/m);
});

test('a replica that polls a target no more shows it as not up, whatever it saw last', async () => {
  await using temporary = new TemporaryStore();
  const options = { targets: ['media'], channels: ['email'], build: BUILD, startedAt: 0 };
  const metrics = createMetrics({ store: temporary.store, ...options });
  const up = async () =>
    /^batchwatch_target_up\{[^}]*\} (\d)/m.exec((await metrics.render('prometheus')).body)?.[1];
  const poll = {
    target: 'media',
    pollId: 'p',
    startedAt: 0,
    endedAt: 1,
    duration: 1,
    outcome: 'complete' as const,
  };
  metrics.poll.pollEnded({ ...poll, pages: 1, jobs: 0, transitions: 0, notifications: 0, isConcluded: true });
  expect(await up()).toBe('1');
  metrics.poll.targetLeft('media');
  expect(await up()).toBe('0');
});
