import { pino } from 'pino';
import { expect, it } from 'vitest';
import type { EvaluationStats } from '../../../../src/core/incident/evaluate/evaluation-stats.ts';
import { runIncidentLoop } from '../../../../src/engine/incident-loop.ts';
import { DAY, HOUR, MINUTE } from '../../../../src/platform/time.ts';
import { pendingDecisionViews } from '../../../../src/store/views/pending-decision-views.ts';
import { IncidentFixture, usualRule } from '../../../support/engine/incident-fixture.ts';

const PAGER = {
  channel: 'pagerduty',
  recipients: ['events.example.com #1'],
  severities: ['critical' as const],
};

/** A receiver with a pager for critical messages alone, and a rule of this severity. */
async function start(severity: 'critical' | 'warning', groupWait = 0): Promise<IncidentFixture> {
  const fixture = await IncidentFixture.start([usualRule({ severity, groupWait })]);
  fixture.poll.routes.set('oncall', [PAGER]);
  return fixture;
}

async function notifications({ poll }: IncidentFixture): Promise<number> {
  return (await poll.store.read((db) => db.selectFrom('notification').select('id').execute())).length;
}

/** Lets the daemon look once at what is due, and returns what it counts and logs. */
async function look({ poll: { engine, store, clock } }: IncidentFixture) {
  const counted: [string, number][] = [];
  const logged: Record<string, unknown>[] = [];
  const log = pino(
    { base: null, timestamp: false },
    { write: (line: string) => logged.push(JSON.parse(line)) },
  );
  const stopping = new AbortController();
  const onEvaluated = ({ suppressed }: EvaluationStats) => {
    counted.push(...suppressed);
    stopping.abort();
  };
  await runIncidentLoop({ engine, store, clock, log, onEvaluated }, stopping.signal);
  return { counted, logged };
}

it('a severity that no channel of the receiver takes is a reason for which nobody is notified', async () => {
  await using fixture = await start('warning');
  fixture.set({ a1: 'Failed' });
  await fixture.pass(5 * MINUTE);
  expect(await fixture.suppressed()).toEqual({ 'severity-not-taken': 1 });
  const { items } = await fixture.poll.store.read((db) => pendingDecisionViews(db, { limit: 10 }));
  expect(items.map(({ why, receiver }) => ({ ...why, receiver }))).toEqual([
    { kind: 'suppressed', reason: 'severity-not-taken', receiver: 'oncall' },
  ]);
  fixture.set({ a1: 'Success' });
  await fixture.pass(HOUR);
  expect(await notifications(fixture)).toBe(0);
});

it('a severity that no channel of the receiver takes is counted and logged', async () => {
  await using fixture = await start('warning', 2 * MINUTE);
  fixture.set({ a1: 'Failed' });
  await fixture.poll.poll();
  await fixture.poll.clock.advance(3 * MINUTE);
  const { counted, logged } = await look(fixture);
  expect(counted).toEqual([['severity-not-taken', 1]]);
  expect(logged).toEqual([
    {
      level: 30,
      msg: 'no channel of the receiver takes the severity',
      incident: expect.any(String),
      receiver: 'oncall',
      severity: 'warning',
    },
  ]);
});

it('an incident whose severity no channel takes is counted once, and at no later look', async () => {
  await using fixture = await IncidentFixture.start([usualRule({ severity: 'warning', repeat: HOUR })]);
  fixture.poll.routes.set('oncall', [PAGER]);
  fixture.set({ a1: 'Pause' });
  await fixture.poll.poll();
  const counted: unknown[] = [];
  for (let minute = 0; minute < 3 * 60; minute += 1) {
    await fixture.poll.clock.advance(MINUTE);
    counted.push(...(await look(fixture)).counted);
  }
  expect(counted).toEqual([]);
  expect(await fixture.suppressed()).toEqual({ 'severity-not-taken': 1 });
  expect(await notifications(fixture)).toBe(0);
});

it('a report that no channel of the receiver takes is counted and logged, and is no notification', async () => {
  await using fixture = await start('critical');
  const { poll } = fixture;
  poll.monitors.watchdog = { ...poll.monitors.watchdog, receivers: ['oncall'], quietReport: '08:00' };
  await poll.evaluate();
  await poll.clock.advance(DAY);
  const { counted, logged } = await look(fixture);
  expect(counted).toEqual([['severity-not-taken', 1]]);
  expect(logged).toMatchObject([{ receiver: 'oncall', severity: 'info' }]);
  expect(await notifications(fixture)).toBe(0);
});

it('a receiver with a channel that takes the severity is notified', async () => {
  await using fixture = await start('critical');
  fixture.set({ a1: 'Failed' });
  await fixture.pass(5 * MINUTE);
  expect(await fixture.suppressed()).toEqual({});
  expect(await notifications(fixture)).toBe(1);
});

/** The destinations of each message, in order, as `kind: channel, channel`. */
async function destinations({ poll }: IncidentFixture): Promise<readonly string[]> {
  const rows = await poll.store.read((db) =>
    db
      .selectFrom('outbox')
      .innerJoin('notification', 'notification.id', 'outbox.notification')
      .select(['notification', 'outbox.channel', 'notification.message'])
      .orderBy('outbox.id')
      .execute(),
  );
  return [...Map.groupBy(rows, ({ notification }) => notification).values()].map(
    (entries) =>
      `${JSON.parse(entries[0]?.message ?? '').kind}: ${entries.map(({ channel }) => channel).join(', ')}`,
  );
}

const WECOM = { channel: 'wecom', recipients: ['qyapi.weixin.qq.com #1'] };

it.each([
  ['beside a chat', [WECOM, PAGER], 'wecom, pagerduty'],
  ['on its own', [PAGER], 'pagerduty'],
])(
  'an end goes to a channel that was told, though it takes the severity no more: %s',
  async (_what, routes, told) => {
    await using fixture = await IncidentFixture.start([usualRule({ severity: 'warning', groupWait: 0 })]);
    const { poll } = fixture;
    poll.routes.set(
      'oncall',
      routes.map(({ channel, recipients }) => ({ channel, recipients })),
    );
    fixture.set({ a1: 'Failed' });
    await fixture.pass(5 * MINUTE);
    await poll.store.write((trx) => trx.updateTable('outbox').set({ state: 'sent', offered: 1 }).execute());
    poll.routes.set('oncall', routes);
    fixture.set({ a1: 'Success' });
    await fixture.pass(HOUR);
    expect(await destinations(fixture)).toEqual([`opening: ${told}`, `closing: ${told}`]);
  },
);

it('an end goes to no channel that neither was told nor takes the severity', async () => {
  await using fixture = await IncidentFixture.start([usualRule({ severity: 'warning', groupWait: 0 })]);
  const { poll } = fixture;
  poll.routes.set('oncall', [WECOM, PAGER]);
  fixture.set({ a1: 'Failed' });
  await fixture.pass(5 * MINUTE);
  await poll.store.write((trx) => trx.updateTable('outbox').set({ state: 'sent', offered: 1 }).execute());
  fixture.set({ a1: 'Success' });
  await fixture.pass(HOUR);
  expect(await destinations(fixture)).toEqual(['opening: wecom', 'closing: wecom']);
});

it('an end goes to no channel where the opening was given up, once it takes the severity no more', async () => {
  await using fixture = await IncidentFixture.start([usualRule({ severity: 'warning', groupWait: 0 })]);
  const { poll } = fixture;
  const pager = { channel: PAGER.channel, recipients: PAGER.recipients };
  poll.routes.set('oncall', [WECOM, pager]);
  fixture.set({ a1: 'Failed' });
  await fixture.pass(5 * MINUTE);
  const settle = (channel: string, state: 'sent' | 'dead') =>
    poll.store.write((trx) =>
      trx.updateTable('outbox').set({ state, offered: 1 }).where('channel', '=', channel).execute(),
    );
  await settle('wecom', 'sent');
  await settle('pagerduty', 'dead');
  poll.routes.set('oncall', [WECOM, PAGER]);
  fixture.set({ a1: 'Success' });
  await fixture.pass(HOUR);
  expect(await destinations(fixture)).toEqual(['opening: wecom, pagerduty', 'closing: wecom']);
});
