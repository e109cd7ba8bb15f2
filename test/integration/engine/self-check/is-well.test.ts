import { describe, expect, it } from 'vitest';
import { WATCHDOG } from '../../../../src/core/incident/self-check.ts';
import { USUAL_POLICY } from '../../../../src/engine/context/policies.ts';
import { MINUTE, SECOND } from '../../../../src/platform/time.ts';
import { isWell } from '../../../../src/engine/self-check/is-well.ts';
import { IncidentFixture } from '../../../support/engine/incident-fixture.ts';

/** A fixture whose outbox the watchdog looks at, and which has one mail. */
async function startWithMail(): Promise<IncidentFixture> {
  const fixture = await IncidentFixture.start();
  const { monitors, conditions } = fixture.poll;
  monitors.watchdog = { ...monitors.watchdog, receivers: ['oncall'] };
  conditions.set(WATCHDOG, { ...USUAL_POLICY, flapping: undefined });
  fixture.poll.isMailDown = true;
  fixture.set({ b1: 'Pause' });
  await fixture.pass(30 * SECOND);
  return fixture;
}

async function well({ poll }: IncidentFixture): Promise<boolean> {
  const { watchdog, fresh, live } = poll.monitors;
  return await poll.store.read((db) =>
    isWell(db, {
      schedules: [{ target: 'media', isOverdue: () => false }],
      fresh,
      isElsewhere: () => false,
      destinations: watchdog.destinations,
      startedAt: live.startedAt,
      outboxAfter: watchdog.limits.outboxAfter,
      now: poll.clock.now(),
    }),
  );
}

/** What the watchdog has open. */
async function notified({ poll }: IncidentFixture): Promise<string[]> {
  const rows = await poll.store.read((db) =>
    db
      .selectFrom('incident')
      .select('group_key')
      .where('rule', '=', WATCHDOG)
      .where('state', '<>', 'closed')
      .execute(),
  );
  return rows.map(({ group_key }) => group_key);
}

describe('all is well', () => {
  it('only while every target was read to its end', async () => {
    await using fixture = await startWithMail();
    expect(await well(fixture)).toBe(true);
    fixture.poll.cloud.fault = () => 'fail';
    await fixture.pass(30 * SECOND);
    expect(await well(fixture)).toBe(false);
  });

  it('no more when nothing was tried for long, as the watchdog says, too', async () => {
    await using fixture = await startWithMail();
    await fixture.pass(9 * MINUTE);
    expect([await well(fixture), await notified(fixture)]).toEqual([true, []]);
    await fixture.pass(2 * MINUTE);
    expect([await well(fixture), await notified(fixture)]).toEqual([false, ['["outbox-blocked"]']]);
  });

  it.each([
    ['refused for good', { state: 'dead' }],
    ['held for its recipient alone', { held_by: 'recipient', attempts: 3 }],
  ] as const)('although a mail is %s: that concerns its address alone', async (_fate, change) => {
    await using fixture = await startWithMail();
    const settled = { ...change, settled_at: 'state' in change ? fixture.poll.clock.now() : null };
    await fixture.poll.store.write((trx) => trx.updateTable('outbox').set(settled).execute());
    await fixture.pass(20 * MINUTE);
    expect(await well(fixture)).toBe(true);
    const kind = 'state' in change ? '["dead-letters"]' : '["recipient-blocked","oncall@example.com"]';
    expect(await notified(fixture)).toEqual([kind]);
  });

  it.each(['us', 'channel', 'unanswered'] as const)(
    'no more when a mail is held for long by %s',
    async (held) => {
      await using fixture = await startWithMail();
      const change = { held_by: held, attempts: 3 };
      await fixture.poll.store.write((trx) => trx.updateTable('outbox').set(change).execute());
      await fixture.pass(11 * MINUTE);
      expect([await well(fixture), await notified(fixture)]).toEqual([false, ['["outbox-blocked"]']]);
    },
  );
});
