import { describe, expect, it } from 'vitest';
import { type QuietHours, quietUntil, WEEKDAYS } from '../../../../src/core/mute/quiet-hours.ts';
import { HOUR, MINUTE, type Instant } from '../../../../src/platform/time.ts';
import { IncidentFixture, usualRule } from '../../../support/engine/incident-fixture.ts';
import { acknowledgeAll, incidents, silence } from '../../../support/engine/people.ts';

const NIGHT: QuietHours = {
  from: '22:00',
  to: '08:00',
  days: [...WEEKDAYS],
  letThrough: ['critical'],
  digestAt: '08:30',
};

const WARNING = usualRule({ severity: 'warning', groupBy: ['target', 'code'] });

/** A fixture in Berlin whose night began at `from` and is looked at every 10 minutes, as cheaply as can be. */
async function startNight(from: string, rules = [WARNING]): Promise<IncidentFixture> {
  const fixture = await IncidentFixture.start(rules);
  fixture.poll.calendar = {
    maintenanceAt: () => [],
    maintenanceAfter: () => undefined,
    quietUntil: (severity, now) =>
      NIGHT.letThrough.includes(severity) ? undefined : quietUntil(NIGHT, 'Europe/Berlin', now),
  };
  fixture.poll.clock.setNow(Date.parse(from));
  return fixture;
}

async function passUntil(fixture: IncidentFixture, end: Instant): Promise<void> {
  const { clock } = fixture.poll;
  while (clock.now() < end) {
    await fixture.poll.poll();
    await clock.advance(Math.min(10 * MINUTE, end - clock.now()));
    await fixture.poll.evaluate();
  }
}

const pause = (code: string) => ({ state: 'Pause', details: { queueId: code } });

describe('quiet hours', () => {
  it.each([
    // The clock of Berlin leaps from 02:00 to 03:00 in this night, and falls back from 03:00 to 02:00 in the other.
    ['in spring', '2026-03-28T23:00+01:00', '2026-03-29T08:30+02:00', 8.5],
    ['in autumn', '2026-10-24T23:00+02:00', '2026-10-25T08:30+01:00', 10.5],
    ['in a usual night', '2026-11-23T23:00+01:00', '2026-11-24T08:30+01:00', 9.5],
  ])('%s: one mail per incident at digest time', async (_season, from, digest, hours) => {
    await using fixture = await startNight(from, [{ ...WARNING, groupBy: ['target', 'queueId'] }]);
    const digestAt = Date.parse(digest);
    expect(digestAt - Date.parse(from)).toBe(hours * HOUR);
    fixture.set({ b1: pause('p1'), b2: pause('p2') });
    await passUntil(fixture, Date.parse(from) + 2 * HOUR);
    fixture.set({ b3: pause('p1') });
    await passUntil(fixture, Date.parse(from) + 4 * HOUR);
    fixture.set({ b2: 'Running', b4: pause('p1') });
    await passUntil(fixture, digestAt - MINUTE);
    expect(await fixture.mails()).toEqual([]);
    await passUntil(fixture, digestAt);
    expect(await fixture.mails()).toEqual([
      'oncall: 3 jobs paused: queue p1 (media)',
      'oncall: Resumed: name of b2 (media)',
    ]);
    expect((await fixture.messages()).map(({ createdAt }) => createdAt)).toEqual([digestAt, digestAt]);
    await passUntil(fixture, digestAt + HOUR);
    expect(await fixture.mails()).toHaveLength(2);
  });

  it('let through what the rule calls critical', async () => {
    await using fixture = await startNight('2026-11-23T23:00+01:00', [usualRule()]);
    fixture.set({ b1: { state: 'Failed', code: 'AccessDenied' } });
    await fixture.pass(MINUTE);
    expect(await fixture.mails()).toEqual(['oncall: Failed: name of b1 (media)']);
  });

  it('hold the reminder and the closing of what was notified before them', async () => {
    await using fixture = await startNight('2026-11-23T20:00+01:00');
    fixture.set({ b1: pause('p1'), b2: { ...pause('p2'), code: 'other' } });
    await passUntil(fixture, Date.parse('2026-11-23T21:00+01:00'));
    const notified = (await fixture.mails()).length;
    fixture.set({ b2: 'Running' });
    await passUntil(fixture, Date.parse('2026-11-23T23:00+01:00'));
    fixture.set({ b1: 'Running' });
    await passUntil(fixture, Date.parse('2026-11-24T08:29+01:00'));
    expect(await fixture.mails()).toHaveLength(notified);
    await passUntil(fixture, Date.parse('2026-11-24T08:30+01:00'));
    expect((await fixture.mails()).slice(notified)).toEqual(['oncall: Resumed: 2 jobs paused (media)']);
  });

  it('hold no update back for groupInterval at their end', async () => {
    await using fixture = await startNight('2026-11-23T23:00+01:00', [
      { ...WARNING, groupWait: 5 * MINUTE, repeat: HOUR },
    ]);
    fixture.set({ b1: pause('p1') });
    await passUntil(fixture, Date.parse('2026-11-24T08:30+01:00'));
    expect(await fixture.mails()).toEqual(['oncall: Paused: name of b1 (media)']);
    await passUntil(fixture, Date.parse('2026-11-24T09:35+01:00'));
    expect((await fixture.mails()).slice(1)).toEqual(['oncall: Still open: Paused: name of b1 (media)']);
  });

  it('let through what the rule calls critical since the incident was opened', async () => {
    await using fixture = await startNight('2026-11-23T21:00+01:00');
    fixture.set({ b1: { state: 'Failed', code: 'AccessDenied' } });
    await passUntil(fixture, Date.parse('2026-11-23T23:00+01:00'));
    Object.assign(fixture.poll.target, { rules: [{ ...WARNING, severity: 'critical' }] });
    fixture.set({ b2: { state: 'Failed', code: 'AccessDenied' } });
    await passUntil(fixture, Date.parse('2026-11-23T23:20+01:00'));
    const severities = (await fixture.messages()).map(({ severity }) => severity);
    expect(severities).toEqual(['warning', 'critical']);
  });

  it('in which a silence ends: no reminder at their end of what somebody has by then', async () => {
    await using fixture = await startNight('2026-11-23T21:00+01:00', [{ ...WARNING, repeat: 'never' }]);
    fixture.set({ b1: pause('p1') });
    await passUntil(fixture, Date.parse('2026-11-23T21:30+01:00'));
    await silence(fixture, [{ key: 'target', glob: 'media' }], { length: 3 * HOUR });
    await passUntil(fixture, Date.parse('2026-11-24T07:00+01:00'));
    await acknowledgeAll(fixture);
    await passUntil(fixture, Date.parse('2026-11-24T09:00+01:00'));
    expect(await fixture.mails()).toEqual(['oncall: Paused: name of b1 (media)']);
  });

  it('longer than `closeAfter` end before what they hold ages away', async () => {
    await using fixture = await startNight('2026-11-23T23:00+01:00', [{ ...WARNING, closeAfter: HOUR }]);
    fixture.set({ b1: { state: 'Failed', code: 'AccessDenied' } });
    await passUntil(fixture, Date.parse('2026-11-24T10:00+01:00'));
    expect((await fixture.messages()).map(({ kind }) => kind)).toEqual(['opening']);
    const [failures] = await incidents(fixture);
    expect(failures?.closed_reason).toBe('aged');
  });

  it('after which a silence goes on: notified when that ends', async () => {
    await using fixture = await startNight('2026-11-23T23:00+01:00');
    const until = Date.parse('2026-11-24T10:00+01:00');
    await silence(fixture, [{ key: 'target', glob: 'media' }], { length: until - fixture.poll.clock.now() });
    fixture.set({ b1: pause('p1') });
    await passUntil(fixture, until - MINUTE);
    expect(await fixture.mails()).toEqual([]);
    await passUntil(fixture, until);
    expect(await fixture.mails()).toEqual(['oncall: Paused: name of b1 (media)']);
  });
});
