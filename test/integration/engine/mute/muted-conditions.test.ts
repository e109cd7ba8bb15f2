import { describe, expect, it } from 'vitest';
import type { SilenceMatcher } from '../../../../src/core/mute/silence.ts';
import type { IncidentCalendar } from '../../../../src/engine/incident-engine.ts';
import { DAY, HOUR, MINUTE } from '../../../../src/platform/time.ts';
import { usualRule, type IncidentFixture } from '../../../support/engine/incident-fixture.ts';
import { acknowledgeAll, incidents, silence } from '../../../support/engine/people.ts';
import { STANDING_CONDITIONS, startUsual } from '../../../support/engine/standing-conditions.ts';

const CONDITIONS = Object.keys(STANDING_CONDITIONS);

const elsewhere: readonly SilenceMatcher[] = [{ key: 'target', glob: 'elsewhere' }];

type Muting = (fixture: IncidentFixture) => unknown;

/** None of them covers any condition now. */
const UNRELATED: Readonly<Record<string, Muting>> = {
  'a silence of another target': async (fixture) => await silence(fixture, elsewhere, { length: 30 * DAY }),
  'a silence of everything that begins tomorrow': async (fixture) =>
    await silence(fixture, [{ key: 'target', glob: '*' }], { from: DAY, length: HOUR }),
  'silences of other targets that come and go': async (fixture) => {
    for (const from of [0, 20 * MINUTE, HOUR])
      await silence(fixture, elsewhere, { from, length: 10 * MINUTE });
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

async function begin(condition: string, fixture: IncidentFixture): Promise<void> {
  await STANDING_CONDITIONS[condition]?.(fixture);
  await fixture.wait(MINUTE);
}

/** Of the incident alone: what made it may be a mail, too. */
async function notified({ poll }: IncidentFixture): Promise<string[]> {
  const messages = await poll.messages();
  return messages
    .filter(({ story }) => story?.condition !== undefined)
    .map(({ kind, story }) => `${kind} ${story?.reason}`);
}

describe.each(CONDITIONS)('%s', (condition) => {
  it.each(Object.keys(UNRELATED))(
    'is notified and repeated as usual beside %s, set before it',
    async (other) => {
      await using fixture = await startUsual();
      await UNRELATED[other]?.(fixture);
      await begin(condition, fixture);
      await fixture.wait(5 * HOUR);
      expect(await notified(fixture)).toEqual(['opening opened', 'reminder repeat']);
    },
  );

  it.each(Object.keys(UNRELATED))(
    'is notified and repeated as usual beside %s, set after it',
    async (other) => {
      await using fixture = await startUsual();
      await begin(condition, fixture);
      await UNRELATED[other]?.(fixture);
      await fixture.wait(5 * HOUR);
      expect(await notified(fixture)).toEqual(['opening opened', 'reminder repeat']);
    },
  );

  const covering: Readonly<Record<string, Muting>> = {
    'a silence of its rule': async (fixture) => {
      const glob = condition === 'a missing job' ? 'nightly' : 'watchdog';
      await silence(fixture, [{ key: 'rule', glob }], { length: HOUR });
    },
    'a silence of its severity': async (fixture) =>
      await silence(fixture, [{ key: 'severity', glob: 'critical' }], { length: HOUR }),
    'a silence of the incident': async (fixture) => {
      const glob = (await incidents(fixture)).at(-1)?.public_id ?? '';
      await silence(fixture, [{ key: 'incident', glob }], { length: HOUR });
    },
    'two silences one after the other': async (fixture) => {
      await silence(fixture, [{ key: 'severity', glob: 'critical' }], { length: 40 * MINUTE });
      await silence(fixture, [{ key: 'severity', glob: '*' }], { from: 30 * MINUTE, length: 30 * MINUTE });
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
    'an unrelated silence': async (fixture) => await silence(fixture, elsewhere, { length: 5 * MINUTE }),
  };

  it.each(
    Object.keys(covering).flatMap((mute) => Object.keys(disturbances).map((other) => [mute, other] as const)),
  )('is held by %s and reminded of once at its end, with %s in between', async (mute, other) => {
    await using fixture = await startUsual();
    await UNRELATED['a silence of another target']?.(fixture);
    await begin(condition, fixture);
    await covering[mute]?.(fixture);
    await fixture.wait(20 * MINUTE);
    await disturbances[other]?.(fixture);
    await fixture.wait(35 * MINUTE);
    expect(await notified(fixture)).toEqual(['opening opened']);
    await fixture.wait(2 * HOUR);
    expect(await notified(fixture)).toEqual(['opening opened', 'reminder silence-ended']);
  });

  it('that somebody has is not notified when a silence of it ends', async () => {
    await using fixture = await startUsual();
    await begin(condition, fixture);
    await acknowledgeAll(fixture);
    await covering['a silence of its rule']?.(fixture);
    await fixture.wait(5 * HOUR);
    expect(await notified(fixture)).toEqual(['opening opened']);
  });
});
