import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../../src/platform/time.ts';
import { pass, startAt } from '../../../support/engine/expectation-fixture.ts';
import { IncidentFixture, usualRule } from '../../../support/engine/incident-fixture.ts';
import { incidents, silence } from '../../../support/engine/people.ts';
import { startWatched } from '../../../support/engine/start-watched.ts';

const PAUSES = [{ key: 'state' as const, glob: 'Pause' }];

/** Six hours, by the clock of the daemon alone, which sees it. */
async function setBack({ poll }: IncidentFixture): Promise<void> {
  const { store, clock, engine } = poll;
  await store.write((trx) => engine.evaluateDue(trx, clock.now()));
  clock.setNow(clock.now() - 6 * HOUR);
  await store.write((trx) => engine.evaluateDue(trx, clock.now()));
}

async function kindsTo(fixture: IncidentFixture, receiver: string): Promise<string[]> {
  const messages = await fixture.messages();
  return messages.filter((message) => message.receiver === receiver).map(({ kind }) => kind);
}

it('what was put off is notified in time when the clock is set back', async () => {
  await using fixture = await IncidentFixture.start();
  fixture.set({ b1: { state: 'Failed', code: 'A' } });
  await fixture.pass(MINUTE);
  fixture.set({ b2: { state: 'Failed', code: 'A' } });
  await fixture.pass(MINUTE);
  const { store, clock, engine } = fixture.poll;
  await store.write((trx) => engine.evaluateDue(trx, clock.now()));
  clock.setNow(clock.now() - 6 * HOUR);
  expect(await store.read((db) => engine.isDue(db, clock.now()))).toBe(true);
  await store.write((trx) => engine.evaluateDue(trx, clock.now()));
  expect(await fixture.poll.notified()).toEqual(['b1 Failed', 'b2 Failed']);
  expect(await store.read((db) => engine.isDue(db, clock.now()))).toBe(false);
});

describe('after the clock was set back', () => {
  it('what nobody acknowledges is escalated in time', async () => {
    const escalate = [{ after: 30 * MINUTE, receivers: ['lead'] }];
    await using fixture = await IncidentFixture.start([usualRule({ escalate })]);
    fixture.set({ b1: 'Pause' });
    await fixture.pass(10 * MINUTE);
    await setBack(fixture);
    await fixture.pass(25 * MINUTE);
    expect(await kindsTo(fixture, 'lead')).toEqual([]);
    await fixture.pass(10 * MINUTE);
    expect(await kindsTo(fixture, 'lead')).toEqual(['escalation']);
  });

  it('what is still open is reminded of', async () => {
    await using fixture = await IncidentFixture.start([usualRule({ repeat: HOUR })]);
    fixture.set({ b1: 'Pause' });
    await fixture.pass(10 * MINUTE);
    await setBack(fixture);
    await fixture.pass(90 * MINUTE);
    expect(await kindsTo(fixture, 'oncall')).toEqual(['opening', 'reminder', 'reminder']);
  });

  it('what a silence covered from then on is reminded of at its end, also when it joined by the other clock', async () => {
    await using fixture = await IncidentFixture.start([usualRule({ repeat: 'never' })]);
    fixture.set({ b1: 'Pause' });
    await fixture.pass(MINUTE);
    await setBack(fixture);
    await silence(fixture, PAUSES, { length: 7 * HOUR });
    await fixture.wait(8 * HOUR);
    expect(await kindsTo(fixture, 'oncall')).toEqual(['opening', 'reminder']);
  });

  it('a silence that holds since the other clock is not taken for ended when an uncovered job joins', async () => {
    await using fixture = await IncidentFixture.start([usualRule({ repeat: 'never' })]);
    fixture.set({ b1: 'Pause' });
    await fixture.pass(MINUTE);
    await silence(fixture, [{ key: 'name', glob: 'name of b1' }], { from: -DAY, length: 2 * DAY });
    await fixture.pass(MINUTE);
    await setBack(fixture);
    await fixture.pass(10 * MINUTE);
    fixture.set({ b2: 'Pause' });
    await fixture.pass(10 * MINUTE);
    const reasons = (await fixture.messages()).map(({ kind, story }) => `${kind} ${story?.reason}`);
    expect(reasons).toEqual(['opening opened', 'update news']);
  });

  it('what flapped settles, and flaps no more for what it did by the other clock', async () => {
    await using fixture = await IncidentFixture.start();
    fixture.set({ b1: 'Running' });
    await fixture.pass(MINUTE);
    for (let flip = 0; flip < 9; flip += 1) {
      fixture.set({ b1: flip % 2 === 0 ? 'Pause' : 'Running' });
      await fixture.pass(MINUTE);
    }
    await setBack(fixture);
    await fixture.pass(HOUR);
    expect((await fixture.messages()).at(-1)?.story?.reason).toBe('settled');
    fixture.set({ b1: 'Running' });
    await fixture.pass(10 * MINUTE);
    fixture.set({ b1: 'Pause' });
    await fixture.pass(10 * MINUTE);
    expect((await fixture.messages()).at(-1)?.story?.reason).toBe('opened');
  });

  it('what nothing can close ages in time', async () => {
    await using fixture = await IncidentFixture.start([usualRule({ closeAfter: HOUR })]);
    fixture.set({ b1: 'Failed' });
    await fixture.pass(10 * MINUTE);
    await setBack(fixture);
    await fixture.pass(50 * MINUTE);
    expect((await incidents(fixture))[0]?.state).toBe('open');
    await fixture.pass(20 * MINUTE);
    expect((await incidents(fixture))[0]?.state).toBe('closed');
  });

  it('the quiet report comes on the next day, whatever day it was to come', async () => {
    await using fixture = await IncidentFixture.start();
    const { monitors, clock } = fixture.poll;
    clock.setNow(clock.now() + 30 * DAY);
    monitors.watchdog = { ...monitors.watchdog, receivers: ['oncall'], quietReport: '08:00' };
    await fixture.pass(MINUTE);
    clock.setNow(clock.now() - 30 * DAY);
    await fixture.passClosely(HOUR);
    const reports = (await fixture.messages()).filter(({ kind }) => kind === 'report');
    expect(reports.map(({ createdAt }) => new Date(createdAt).toISOString().slice(0, 16))).toEqual([
      '2024-06-27T08:00',
    ]);
  });

  it('what must happen is awaited from then on, also when it became known by the other clock', async () => {
    await using fixture = await startAt('2026-01-31T07:50:00Z');
    fixture.poll.clock.setNow(Date.parse('2026-01-01T07:50:00Z'));
    fixture.poll.cloud.skew = 0;
    await pass(fixture, 30 * MINUTE);
    expect(await fixture.mails()).toEqual(['oncall: nightly did not come (media)']);
  });

  it('an outbox that nobody tries is notified of in time, whatever waited and was tried by the other clock', async () => {
    await using fixture = await startWatched();
    fixture.poll.isMailDown = true;
    fixture.set({ b1: 'Failed' });
    await fixture.pass(MINUTE);
    await tryAll(fixture);
    await setBack(fixture);
    fixture.set({ b2: { state: 'Failed', code: 'A' } });
    await fixture.pass(9 * MINUTE);
    expect(await fixture.mails()).not.toContain('oncall: Mails are not delivered');
    await fixture.pass(2 * MINUTE);
    expect(await fixture.mails()).toContain('oncall: Mails are not delivered');
  });

  it('a mail that is tried in vain is notified of in time, whatever waited by the other clock', async () => {
    await using fixture = await startWatched();
    fixture.poll.isMailDown = true;
    fixture.set({ b1: 'Failed' });
    await fixture.pass(MINUTE);
    await setBack(fixture);
    fixture.set({ b2: { state: 'Failed', code: 'A' } });
    await fixture.pass(MINUTE);
    await fixture.poll.store.write((trx) => trx.updateTable('outbox').set({ attempts: 1 }).execute());
    for (let minute = 2; minute <= 11; minute += 1) {
      if (minute === 8) expect(await fixture.mails()).not.toContain('oncall: Mails are not delivered');
      await tryAll(fixture);
      await fixture.pass(MINUTE);
    }
    expect(await fixture.mails()).toContain('oncall: Mails are not delivered');
  });
});

/** What waits is under way to a server for the first time. */
async function tryAll({ poll }: IncidentFixture): Promise<void> {
  const nothingYet = { ended_at: null, outcome: null, reason: null, response: null };
  await poll.store.write(async (trx) => {
    for (const { id } of await trx.selectFrom('outbox').select('id').execute())
      await trx
        .insertInto('attempt')
        .values({ outbox: id, channel: 'email', started_at: poll.clock.now(), ...nothingYet })
        .execute();
  });
}
