import { describe, expect, it } from 'vitest';
import type { SilenceMatcher } from '../../../../src/core/mute/silence.ts';
import type { IncidentCalendar } from '../../../../src/engine/incident-desk.ts';
import { DAY, HOUR, MINUTE } from '../../../../src/platform/time.ts';
import { usualRule, type IncidentBench } from '../../../support/incident-bench.ts';
import { acknowledgeAll, incidents, silence } from '../../../support/people.ts';
import { STANDING_CONDITIONS, startUsual } from '../../../support/standing-conditions.ts';

const CONDITIONS = Object.keys(STANDING_CONDITIONS);

const elsewhere: readonly SilenceMatcher[] = [{ key: 'target', glob: 'elsewhere' }];

type Muting = (bench: IncidentBench) => unknown;

/** None of them covers any condition now. */
const UNRELATED: Readonly<Record<string, Muting>> = {
  'a silence of another target': async (bench) => await silence(bench, elsewhere, { length: 30 * DAY }),
  'a silence of everything that begins tomorrow': async (bench) =>
    await silence(bench, [{ key: 'target', glob: '*' }], { from: DAY, length: HOUR }),
  'silences of other targets that come and go': async (bench) => {
    for (const from of [0, 20 * MINUTE, HOUR]) await silence(bench, elsewhere, { from, length: 10 * MINUTE });
  },
  'maintenance of another target': ({ poll }) => {
    poll.calendar = maintained('elsewhere', { from: 0, until: Infinity });
  },
};

function maintained(target: string, span: { from: number; until: number }): IncidentCalendar {
  const match = { ...usualRule().match, states: ['*'], targets: [target] };
  return {
    quietUntil: () => undefined,
    maintenanceAt: (now) =>
      now >= span.from && now < span.until ? [{ name: 'upgrade', until: span.until, match }] : [],
    maintenanceAfter: (now) => (span.from > now ? span.from : undefined),
  };
}

async function begin(condition: string, bench: IncidentBench): Promise<void> {
  await STANDING_CONDITIONS[condition]?.(bench);
  await bench.wait(MINUTE);
}

/** Of the incident alone: what made it may be a mail, too. */
async function told({ poll }: IncidentBench): Promise<string[]> {
  const messages = await poll.messages();
  return messages
    .filter(({ story }) => story?.condition !== undefined)
    .map(({ kind, story }) => `${kind} ${story?.reason}`);
}

describe.each(CONDITIONS)('%s', (condition) => {
  it.each(Object.keys(UNRELATED))(
    'is told and reminded of as usual beside %s, set before it',
    async (other) => {
      await using bench = await startUsual();
      await UNRELATED[other]?.(bench);
      await begin(condition, bench);
      await bench.wait(5 * HOUR);
      expect(await told(bench)).toEqual(['opening opened', 'reminder repeat']);
    },
  );

  it.each(Object.keys(UNRELATED))(
    'is told and reminded of as usual beside %s, set after it',
    async (other) => {
      await using bench = await startUsual();
      await begin(condition, bench);
      await UNRELATED[other]?.(bench);
      await bench.wait(5 * HOUR);
      expect(await told(bench)).toEqual(['opening opened', 'reminder repeat']);
    },
  );

  const covering: Readonly<Record<string, Muting>> = {
    'a silence of its rule': async (bench) => {
      const glob = condition === 'a missing job' ? 'nightly' : 'watchdog';
      await silence(bench, [{ key: 'rule', glob }], { length: HOUR });
    },
    'a silence of its severity': async (bench) =>
      await silence(bench, [{ key: 'severity', glob: 'critical' }], { length: HOUR }),
    'a silence of the incident': async (bench) => {
      const glob = (await incidents(bench)).at(-1)?.public_id ?? '';
      await silence(bench, [{ key: 'incident', glob }], { length: HOUR });
    },
    'two silences one after the other': async (bench) => {
      await silence(bench, [{ key: 'severity', glob: 'critical' }], { length: 40 * MINUTE });
      await silence(bench, [{ key: 'severity', glob: '*' }], { from: 30 * MINUTE, length: 30 * MINUTE });
    },
    maintenance: async ({ poll }) => {
      const from = poll.clock.now() + MINUTE;
      poll.calendar = maintained('*', { from, until: from + HOUR });
      await poll.store.write((trx) => trx.updateTable('incident').set({ due_at: from }).execute());
    },
  };

  const disturbances: Readonly<Record<string, Muting>> = {
    nothing: () => {},
    'a restart': async ({ poll }) => await poll.restart(),
    'a clock that is set back': ({ poll }) => poll.clock.setNow(poll.clock.now() - 10 * MINUTE),
    'an unrelated silence': async (bench) => await silence(bench, elsewhere, { length: 5 * MINUTE }),
  };

  it.each(
    Object.keys(covering).flatMap((mute) => Object.keys(disturbances).map((other) => [mute, other] as const)),
  )('is held by %s and reminded of once at its end, with %s in between', async (mute, other) => {
    await using bench = await startUsual();
    await UNRELATED['a silence of another target']?.(bench);
    await begin(condition, bench);
    await covering[mute]?.(bench);
    await bench.wait(20 * MINUTE);
    await disturbances[other]?.(bench);
    await bench.wait(35 * MINUTE);
    expect(await told(bench)).toEqual(['opening opened']);
    await bench.wait(2 * HOUR);
    expect(await told(bench)).toEqual(['opening opened', 'reminder silence-ended']);
  });

  it('that somebody has is not told when a silence of it ends', async () => {
    await using bench = await startUsual();
    await begin(condition, bench);
    await acknowledgeAll(bench);
    await covering['a silence of its rule']?.(bench);
    await bench.wait(5 * HOUR);
    expect(await told(bench)).toEqual(['opening opened']);
  });
});
