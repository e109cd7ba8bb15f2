import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../../src/platform/time.ts';
import { PollFixture, NOTIFY_ALARMS } from '../../support/poll/poll-fixture.ts';

describe('notifying', () => {
  it('makes one message per receiver and cause of all that a poll found, and says which rule sent it', async () => {
    await using fixture = await PollFixture.start({
      rules: [
        {
          ...NOTIFY_ALARMS,
          name: 'nobody',
          match: { ...NOTIFY_ALARMS.match, names: ['*b3'] },
          receivers: [],
        },
        { ...NOTIFY_ALARMS, continue: true },
        { ...NOTIFY_ALARMS, name: 'again', severity: 'info' },
      ],
    });
    await fixture.poll();
    fixture.put({ b1: ['Pause', 3000], b2: ['Failed', 2000], b3: ['Failed', 1000], b4: ['Failed', 500] });
    await fixture.poll();
    expect(await fixture.messages()).toMatchObject([
      {
        severity: 'critical',
        counts: [{ state: 'Pause', count: 1 }],
        jobs: [{ jobId: 'b1', rule: 'failures', reason: 'first-seen' }],
      },
      {
        counts: [{ state: 'Failed', count: 2 }],
        jobs: [
          { jobId: 'b2', rule: 'failures', reason: 'first-seen' },
          { jobId: 'b4', rule: 'failures', reason: 'first-seen' },
        ],
      },
    ]);
    const decisions = await fixture.store.read((db) =>
      db.selectFrom('decision').select(['rule', 'outcome', 'reason']).orderBy('id').execute(),
    );
    expect(decisions).toContainEqual({ rule: 'nobody', outcome: 'suppress', reason: 'rule-tells-nobody' });
    expect(decisions).toContainEqual({
      rule: 'again',
      outcome: 'suppress',
      reason: 'already-told-by-earlier-rule',
    });
  });

  it('counts what a message does not list', async () => {
    await using fixture = await PollFixture.start({ pageSize: 100 });
    await fixture.poll();
    fixture.put(Object.fromEntries(Array.from({ length: 250 }, (_, n) => [`b${n}`, ['Failed', 250 - n]])));
    await fixture.poll();
    const [message] = await fixture.messages();
    expect(message?.jobs).toHaveLength(200);
    expect(message?.counts).toEqual([{ state: 'Failed', count: 250 }]);
  });

  it('writes nothing when nothing changed', async () => {
    await using fixture = await PollFixture.start();
    fixture.put({ b1: ['Running', 0], b2: ['Failed', 0] });
    await fixture.poll();
    const rows = () =>
      fixture.store.read(async (db) => [
        await db.selectFrom('job').selectAll().execute(),
        await db.selectFrom('transition').selectAll().execute(),
        await db.selectFrom('decision').selectAll().execute(),
      ]);
    const before = await rows();
    await fixture.clock.advance(MINUTE);
    expect(await fixture.poll()).toMatchObject({ transitions: 0, notifications: 0 });
    expect(await rows()).toEqual(before);
  });
});
