import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../../src/platform/time.ts';
import { pass, startAt } from '../../../support/expectation-bench.ts';
import { IncidentBench, usualRule } from '../../../support/incident-bench.ts';
import { incidents, silence } from '../../../support/people.ts';
import { startWatched } from '../../../support/start-watched.ts';

const PAUSES = [{ key: 'state' as const, glob: 'Pause' }];

/** Six hours, by the clock of the daemon alone, which sees it. */
async function setBack({ poll }: IncidentBench): Promise<void> {
  const { store, clock, desk } = poll;
  await store.write((trx) => desk.tend(trx, clock.now()));
  clock.setNow(clock.now() - 6 * HOUR);
  await store.write((trx) => desk.tend(trx, clock.now()));
}

async function kindsTo(bench: IncidentBench, receiver: string): Promise<string[]> {
  const messages = await bench.messages();
  return messages.filter((message) => message.receiver === receiver).map(({ kind }) => kind);
}

it('what was put off is told in time when the clock is set back', async () => {
  await using bench = await IncidentBench.start();
  bench.set({ b1: { state: 'Failed', code: 'A' } });
  await bench.pass(MINUTE);
  bench.set({ b2: { state: 'Failed', code: 'A' } });
  await bench.pass(MINUTE);
  const { store, clock, desk } = bench.poll;
  await store.write((trx) => desk.tend(trx, clock.now()));
  clock.setNow(clock.now() - 6 * HOUR);
  expect(await store.read((db) => desk.isDue(db, clock.now()))).toBe(true);
  await store.write((trx) => desk.tend(trx, clock.now()));
  expect(await bench.poll.told()).toEqual(['b1 Failed', 'b2 Failed']);
  expect(await store.read((db) => desk.isDue(db, clock.now()))).toBe(false);
});

describe('after the clock was set back', () => {
  it('what nobody acknowledges is escalated in time', async () => {
    const escalate = [{ after: 30 * MINUTE, receivers: ['lead'] }];
    await using bench = await IncidentBench.start([usualRule({ escalate })]);
    bench.set({ b1: 'Pause' });
    await bench.pass(10 * MINUTE);
    await setBack(bench);
    await bench.pass(25 * MINUTE);
    expect(await kindsTo(bench, 'lead')).toEqual([]);
    await bench.pass(10 * MINUTE);
    expect(await kindsTo(bench, 'lead')).toEqual(['escalation']);
  });

  it('what is still open is reminded of', async () => {
    await using bench = await IncidentBench.start([usualRule({ repeat: HOUR })]);
    bench.set({ b1: 'Pause' });
    await bench.pass(10 * MINUTE);
    await setBack(bench);
    await bench.pass(90 * MINUTE);
    expect(await kindsTo(bench, 'oncall')).toEqual(['opening', 'reminder', 'reminder']);
  });

  it('what a silence covered from then on is reminded of at its end, also when it joined by the other clock', async () => {
    await using bench = await IncidentBench.start([usualRule({ repeat: 'never' })]);
    bench.set({ b1: 'Pause' });
    await bench.pass(MINUTE);
    await setBack(bench);
    await silence(bench, PAUSES, { length: 7 * HOUR });
    await bench.wait(8 * HOUR);
    expect(await kindsTo(bench, 'oncall')).toEqual(['opening', 'reminder']);
  });

  it('a silence that holds since the other clock is not taken for ended when an uncovered job joins', async () => {
    await using bench = await IncidentBench.start([usualRule({ repeat: 'never' })]);
    bench.set({ b1: 'Pause' });
    await bench.pass(MINUTE);
    await silence(bench, [{ key: 'name', glob: 'name of b1' }], { from: -DAY, length: 2 * DAY });
    await bench.pass(MINUTE);
    await setBack(bench);
    await bench.pass(10 * MINUTE);
    bench.set({ b2: 'Pause' });
    await bench.pass(10 * MINUTE);
    const reasons = (await bench.messages()).map(({ kind, story }) => `${kind} ${story?.reason}`);
    expect(reasons).toEqual(['opening opened', 'update news']);
  });

  it('what flapped settles, and flaps no more for what it did by the other clock', async () => {
    await using bench = await IncidentBench.start();
    bench.set({ b1: 'Running' });
    await bench.pass(MINUTE);
    for (let flip = 0; flip < 9; flip += 1) {
      bench.set({ b1: flip % 2 === 0 ? 'Pause' : 'Running' });
      await bench.pass(MINUTE);
    }
    await setBack(bench);
    await bench.pass(HOUR);
    expect((await bench.messages()).at(-1)?.story?.reason).toBe('settled');
    bench.set({ b1: 'Running' });
    await bench.pass(10 * MINUTE);
    bench.set({ b1: 'Pause' });
    await bench.pass(10 * MINUTE);
    expect((await bench.messages()).at(-1)?.story?.reason).toBe('opened');
  });

  it('what nothing can close ages in time', async () => {
    await using bench = await IncidentBench.start([usualRule({ closeAfter: HOUR })]);
    bench.set({ b1: 'Failed' });
    await bench.pass(10 * MINUTE);
    await setBack(bench);
    await bench.pass(50 * MINUTE);
    expect((await incidents(bench))[0]?.state).toBe('open');
    await bench.pass(20 * MINUTE);
    expect((await incidents(bench))[0]?.state).toBe('closed');
  });

  it('the quiet report comes on the next day, whatever day it was to come', async () => {
    await using bench = await IncidentBench.start();
    const { watchers, clock } = bench.poll;
    clock.setNow(clock.now() + 30 * DAY);
    watchers.watchdog = { ...watchers.watchdog, receivers: ['oncall'], quietReport: '08:00' };
    await bench.pass(MINUTE);
    clock.setNow(clock.now() - 30 * DAY);
    await bench.passClosely(HOUR);
    const reports = (await bench.messages()).filter(({ kind }) => kind === 'report');
    expect(reports.map(({ createdAt }) => new Date(createdAt).toISOString().slice(0, 16))).toEqual([
      '2024-06-27T08:00',
    ]);
  });

  it('what must happen is awaited from then on, also when it became known by the other clock', async () => {
    await using bench = await startAt('2026-01-31T07:50:00Z');
    bench.poll.clock.setNow(Date.parse('2026-01-01T07:50:00Z'));
    bench.poll.cloud.skew = 0;
    await pass(bench, 30 * MINUTE);
    expect(await bench.mails()).toEqual(['oncall: nightly did not come (media)']);
  });

  it('an outbox that nobody tries is told of in time, whatever waited and was tried by the other clock', async () => {
    await using bench = await startWatched();
    bench.poll.isMailDown = true;
    bench.set({ b1: 'Failed' });
    await bench.pass(MINUTE);
    await tryAll(bench);
    await setBack(bench);
    bench.set({ b2: { state: 'Failed', code: 'A' } });
    await bench.pass(9 * MINUTE);
    expect(await bench.mails()).not.toContain('oncall: Mails are not delivered');
    await bench.pass(2 * MINUTE);
    expect(await bench.mails()).toContain('oncall: Mails are not delivered');
  });

  it('a mail that is tried in vain is told of in time, whatever waited by the other clock', async () => {
    await using bench = await startWatched();
    bench.poll.isMailDown = true;
    bench.set({ b1: 'Failed' });
    await bench.pass(MINUTE);
    await setBack(bench);
    bench.set({ b2: { state: 'Failed', code: 'A' } });
    await bench.pass(MINUTE);
    await bench.poll.store.write((trx) => trx.updateTable('outbox').set({ attempts: 1 }).execute());
    for (let minute = 2; minute <= 11; minute += 1) {
      if (minute === 8) expect(await bench.mails()).not.toContain('oncall: Mails are not delivered');
      await tryAll(bench);
      await bench.pass(MINUTE);
    }
    expect(await bench.mails()).toContain('oncall: Mails are not delivered');
  });
});

/** What waits is under way to a server for the first time. */
async function tryAll({ poll }: IncidentBench): Promise<void> {
  const nothingYet = { ended_at: null, outcome: null, reason: null, response: null };
  await poll.store.write(async (trx) => {
    for (const { id } of await trx.selectFrom('outbox').select('id').execute())
      await trx
        .insertInto('attempt')
        .values({ outbox: id, channel: 'email', started_at: poll.clock.now(), ...nothingYet })
        .execute();
  });
}
