import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND, type Duration } from '../../../src/platform/time.ts';
import { IncidentFixture, usualRule } from '../../support/engine/incident-fixture.ts';
import { closeAll, incidents, silence } from '../../support/engine/people.ts';

const FLAPPING = { changes: 4, within: HOUR, settle: 10 * MINUTE };
const QUEUED = { details: { queueId: 'p1' } };

describe('a job that flaps beside another', () => {
  it('is reported as settled in a good state, while the other stays paused', async () => {
    await using fixture = await IncidentFixture.start();
    fixture.set({ k: { state: 'Pause', ...QUEUED }, f: { state: 'Running', ...QUEUED } });
    await fixture.pass(MINUTE);
    for (let flip = 0; flip < 10; flip += 1) {
      fixture.set({ f: { state: flip % 2 === 0 ? 'Pause' : 'Running', ...QUEUED } });
      await fixture.pass(MINUTE);
    }
    await fixture.pass(HOUR);
    const last = (await fixture.messages()).at(-1);
    expect(last).toMatchObject({ kind: 'update', story: { reason: 'settled', unresolved: 1 } });
    expect(last?.jobs.map(({ jobId, ended }) => `${jobId} ${ended?.how ?? 'paused'}`).toSorted()).toEqual([
      'f resumed',
      'k paused',
    ]);
  });

  it('does not keep the mail that says so from naming a third that came and went', async () => {
    await using fixture = await IncidentFixture.start([
      usualRule({
        tellRecovery: false,
        groupInterval: 30 * MINUTE,
        flapping: FLAPPING,
        groupBy: ['target'],
      }),
    ]);
    fixture.set({ k: 'Pause', f: 'Running' });
    await fixture.pass(MINUTE);
    fixture.set({ f: 'Pause' });
    await fixture.pass(MINUTE);
    fixture.set({ b2: 'Pause', f: 'Running' });
    await fixture.pass(MINUTE);
    fixture.set({ f: 'Pause' });
    await fixture.pass(MINUTE);
    for (const state of ['Running', 'Pause', 'Running']) {
      fixture.set({ b2: 'Running', f: state });
      await fixture.pass(MINUTE);
    }
    await fixture.pass(40 * MINUTE);
    const named = (await fixture.messages()).flatMap(({ jobs }) => jobs.map(({ jobId }) => jobId));
    expect(named).toContain('b2');
  });
});

it('closed by hand, an incident leaves nothing of a flapping job undecided', async () => {
  await using fixture = await IncidentFixture.start();
  fixture.set({ f: 'Running' });
  await fixture.pass(MINUTE);
  for (let flip = 0; flip < 11; flip += 1) {
    fixture.set({ f: flip % 2 === 0 ? 'Pause' : 'Running' });
    await fixture.pass(30 * SECOND);
  }
  await closeAll(fixture);
  await fixture.pass(MINUTE);
  const undecided = await fixture.poll.store.read((db) =>
    db
      .selectFrom('decision')
      .selectAll()
      .where('outcome', '=', 'notify')
      .where('notification', 'is', null)
      .execute(),
  );
  expect(undecided).toEqual([]);
  expect((await fixture.suppressed())['flapping']).toBeGreaterThan(0);
});

async function flapFor(fixture: IncidentFixture, span: Duration): Promise<string[]> {
  fixture.set({ f: 'Running' });
  let flips = 0;
  await fixture.pass(span, (elapsed) => {
    if (elapsed % MINUTE === 0) fixture.set({ f: flips++ % 2 === 0 ? 'Pause' : 'Running' });
  });
  return (await fixture.messages()).map(({ kind, story }) => `${kind} ${story?.reason}`);
}

async function startQuiet(): Promise<IncidentFixture> {
  const fixture = await IncidentFixture.start();
  const end = fixture.poll.clock.now() + HOUR;
  const quietUntil = (_severity: string, now: number) => (now < end ? end : undefined);
  fixture.poll.calendar = { maintenanceAt: () => [], maintenanceAfter: () => undefined, quietUntil };
  return fixture;
}

describe('a job that begins to flap while nothing may be notified', () => {
  it('is reported as flapping when the quiet hours end, for it still does', async () => {
    await using fixture = await startQuiet();
    expect(await flapFor(fixture, 59 * MINUTE)).toEqual([]);
    expect((await flapFor(fixture, HOUR)).filter((notified) => notified.includes('flapping'))).toEqual([
      'opening flapping',
    ]);
  });

  it('is reported as flapping when a silence ends, for it still does', async () => {
    await using fixture = await IncidentFixture.start();
    await silence(fixture, [{ key: 'target', glob: 'media' }], { length: HOUR });
    expect(await flapFor(fixture, 59 * MINUTE)).toEqual([]);
    expect(await flapFor(fixture, HOUR)).toEqual(['opening flapping']);
  });

  it('and is well again before the quiet hours end, is notified by mails that say both', async () => {
    await using fixture = await startQuiet();
    await flapFor(fixture, 30 * MINUTE);
    fixture.set({ f: 'Running' });
    await fixture.pass(HOUR);
    expect((await fixture.messages()).map(({ kind }) => kind)).toEqual(['closing', 'closing', 'closing']);
    expect(await incidents(fixture)).toHaveLength(3);
  });
});
