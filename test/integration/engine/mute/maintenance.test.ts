import { describe, expect, it } from 'vitest';
import { maintenanceUntil } from '../../../../src/core/mute/maintenance.ts';
import { lastOccurrence, nextOccurrences } from '../../../../src/platform/cron/occurrences.ts';
import { DAY, HOUR, MINUTE } from '../../../../src/platform/time.ts';
import { IncidentFixture } from '../../../support/engine/incident-fixture.ts';
import { held } from '../../../support/engine/people.ts';
import { NOTIFY_ALARMS } from '../../../support/poll/poll-fixture.ts';

describe('a maintenance window', () => {
  const upgrade = {
    name: 'upgrade',
    schedule: '0 8 * * *',
    for: 2 * HOUR,
    match: { ...NOTIFY_ALARMS.match, states: ['*'] },
  };

  async function start(): Promise<IncidentFixture> {
    const fixture = await IncidentFixture.start();
    fixture.poll.calendar = {
      quietUntil: () => undefined,
      maintenanceAt(now) {
        const until = maintenanceUntil(upgrade, { timezone: 'UTC', now, lastOccurrence });
        return until === undefined ? [] : [{ name: 'upgrade', until, match: upgrade.match }];
      },
      maintenanceAfter: (after) =>
        nextOccurrences({
          expression: upgrade.schedule,
          timezone: 'UTC',
          after,
          count: 1,
          notAfter: after + DAY,
        })[0],
    };
    return fixture;
  }

  // The fixture begins at 07:23:10 UTC.
  it('holds what happens in it, and its end notifies of what is still so', async () => {
    await using fixture = await start();
    await fixture.pass(40 * MINUTE);
    fixture.set({ b1: 'Pause', b2: { state: 'Pause', details: { queueId: 'p2' } } });
    await fixture.pass(HOUR);
    fixture.set({ b2: 'Running' });
    await fixture.pass(HOUR - 5 * MINUTE);
    expect(await fixture.mails()).toEqual([]);
    expect(await held(fixture)).toEqual({ maintenance: 1 });
    await fixture.pass(5 * MINUTE);
    expect(await fixture.mails()).toEqual(['oncall: Paused: name of b1 (media)']);
    expect(await fixture.suppressed()).toEqual({ maintenance: 1 });
    expect(Math.floor(((await fixture.messages())[0]?.createdAt ?? 0) / MINUTE) * MINUTE).toBe(
      Date.parse('2024-06-27T10:00Z'),
    );
  });

  it('holds the closing of what was notified before it', async () => {
    await using fixture = await start();
    fixture.set({ b1: 'Pause' });
    await fixture.pass(40 * MINUTE);
    fixture.set({ b1: 'Running' });
    await fixture.pass(HOUR);
    expect(await fixture.mails()).toHaveLength(1);
    await fixture.pass(HOUR);
    expect(await fixture.mails()).toEqual([
      'oncall: Paused: name of b1 (media)',
      'oncall: Resumed: name of b1 (media)',
    ]);
  });

  it('reminds at its end of what was notified before it, although nothing happened in it', async () => {
    await using fixture = await start();
    fixture.set({ b1: 'Failed' });
    await fixture.pass(150 * MINUTE);
    expect(await fixture.mails()).toHaveLength(1);
    await fixture.pass(10 * MINUTE);
    expect((await fixture.messages()).map(({ kind, story }) => `${kind} ${story?.reason}`)).toEqual([
      'opening opened',
      'reminder silence-ended',
    ]);
  });
});
