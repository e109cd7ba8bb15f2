import { describe, expect, it } from 'vitest';
import { WATCHDOG } from '../../../../src/core/incident/self-check.ts';
import { USUAL_POLICY } from '../../../../src/engine/base/policies.ts';
import { MINUTE, SECOND } from '../../../../src/platform/time.ts';
import { isWell } from '../../../../src/engine/self-check/is-well.ts';
import { IncidentBench } from '../../../support/incident-bench.ts';

/** A bench whose outbox the watchdog looks at, and which has one mail. */
async function startWithMail(): Promise<IncidentBench> {
  const bench = await IncidentBench.start();
  const { watchers, conditions } = bench.poll;
  watchers.watchdog = { ...watchers.watchdog, receivers: ['oncall'] };
  conditions.set(WATCHDOG, { ...USUAL_POLICY, flapping: undefined });
  bench.poll.isMailDown = true;
  bench.set({ b1: 'Pause' });
  await bench.pass(30 * SECOND);
  return bench;
}

async function well({ poll }: IncidentBench): Promise<boolean> {
  const { watchdog, fresh, live } = poll.watchers;
  return await poll.store.read((db) =>
    isWell(db, {
      schedules: [{ target: 'media', isOverdue: () => false }],
      fresh,
      channel: watchdog.channel,
      recipients: watchdog.recipients,
      startedAt: live.startedAt,
      outboxAfter: watchdog.limits.outboxAfter,
      now: poll.clock.now(),
    }),
  );
}

/** What the watchdog has open. */
async function told({ poll }: IncidentBench): Promise<string[]> {
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
    await using bench = await startWithMail();
    expect(await well(bench)).toBe(true);
    bench.poll.cloud.fault = () => 'fail';
    await bench.pass(30 * SECOND);
    expect(await well(bench)).toBe(false);
  });

  it('no more when nothing was tried for long, as the watchdog says, too', async () => {
    await using bench = await startWithMail();
    await bench.pass(9 * MINUTE);
    expect([await well(bench), await told(bench)]).toEqual([true, []]);
    await bench.pass(2 * MINUTE);
    expect([await well(bench), await told(bench)]).toEqual([false, ['["outbox-blocked"]']]);
  });

  it.each([
    ['refused for good', { state: 'dead' }],
    ['held for its recipient alone', { held_by: 'recipient', attempts: 3 }],
  ] as const)('although a mail is %s: that is told of its address', async (_fate, change) => {
    await using bench = await startWithMail();
    const settled = { ...change, settled_at: 'state' in change ? bench.poll.clock.now() : null };
    await bench.poll.store.write((trx) => trx.updateTable('outbox').set(settled).execute());
    await bench.pass(20 * MINUTE);
    expect(await well(bench)).toBe(true);
    const kind = 'state' in change ? '["dead-letters"]' : '["recipient-blocked","oncall@example.com"]';
    expect(await told(bench)).toEqual([kind]);
  });

  it.each(['us', 'channel', 'unanswered'] as const)(
    'no more when a mail is held for long by %s',
    async (held) => {
      await using bench = await startWithMail();
      const change = { held_by: held, attempts: 3 };
      await bench.poll.store.write((trx) => trx.updateTable('outbox').set(change).execute());
      await bench.pass(11 * MINUTE);
      expect([await well(bench), await told(bench)]).toEqual([false, ['["outbox-blocked"]']]);
    },
  );
});
