import { describe, expect, it } from 'vitest';
import { maintenanceUntil } from '../../../../src/core/mute/maintenance.ts';
import { lastOccurrence, nextOccurrence } from '../../../../src/platform/cron/occurrences.ts';
import { DAY, HOUR, MINUTE } from '../../../../src/platform/time.ts';
import { IncidentBench } from '../../../support/incident-bench.ts';
import { held } from '../../../support/people.ts';
import { TELL_ALARMS } from '../../../support/poll-bench.ts';

describe('a maintenance window', () => {
  const upgrade = {
    name: 'upgrade',
    schedule: '0 8 * * *',
    for: 2 * HOUR,
    match: { ...TELL_ALARMS.match, states: ['*'] },
  };

  async function start(): Promise<IncidentBench> {
    const bench = await IncidentBench.start();
    bench.poll.calendar = {
      quietUntil: () => undefined,
      maintenanceAt(now) {
        const until = maintenanceUntil(upgrade, { timezone: 'UTC', now, lastOccurrence });
        return until === undefined ? [] : [{ name: 'upgrade', until, match: upgrade.match }];
      },
      maintenanceAfter: (after) =>
        nextOccurrence({ expression: upgrade.schedule, timezone: 'UTC', after, notAfter: after + DAY }),
    };
    return bench;
  }

  // The bench begins at 07:23:10 UTC.
  it('holds what happens in it, and its end tells what is still so', async () => {
    await using bench = await start();
    await bench.pass(40 * MINUTE);
    bench.set({ b1: 'Pause', b2: { state: 'Pause', details: { queueId: 'p2' } } });
    await bench.pass(HOUR);
    bench.set({ b2: 'Running' });
    await bench.pass(HOUR - 5 * MINUTE);
    expect(await bench.mails()).toEqual([]);
    expect(await held(bench)).toEqual({ maintenance: 1 });
    await bench.pass(5 * MINUTE);
    expect(await bench.mails()).toEqual(['oncall: Paused: name of b1 (media)']);
    expect(await bench.suppressed()).toEqual({ maintenance: 1 });
    expect(Math.floor(((await bench.messages())[0]?.createdAt ?? 0) / MINUTE) * MINUTE).toBe(
      Date.parse('2024-06-27T10:00Z'),
    );
  });

  it('holds the closing of what was told before it', async () => {
    await using bench = await start();
    bench.set({ b1: 'Pause' });
    await bench.pass(40 * MINUTE);
    bench.set({ b1: 'Running' });
    await bench.pass(HOUR);
    expect(await bench.mails()).toHaveLength(1);
    await bench.pass(HOUR);
    expect(await bench.mails()).toEqual([
      'oncall: Paused: name of b1 (media)',
      'oncall: Resumed: name of b1 (media)',
    ]);
  });

  it('reminds at its end of what was told before it, although nothing happened in it', async () => {
    await using bench = await start();
    bench.set({ b1: 'Failed' });
    await bench.pass(150 * MINUTE);
    expect(await bench.mails()).toHaveLength(1);
    await bench.pass(10 * MINUTE);
    expect((await bench.messages()).map(({ kind, story }) => `${kind} ${story?.reason}`)).toEqual([
      'opening opened',
      'reminder silence-ended',
    ]);
  });
});
