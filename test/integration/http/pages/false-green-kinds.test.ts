import { describe, expect, it } from 'vitest';
import type { Rule } from '../../../../src/core/rule/rule.ts';
import { setSetting } from '../../../../src/store/settings/settings.ts';
import { recordPoll, registerTarget } from '../../../../src/store/jobs/targets.ts';
import { DAY, HOUR, MINUTE } from '../../../../src/platform/time.ts';
import type { IncidentFixture } from '../../../support/engine/incident-fixture.ts';
import { usualRule } from '../../../support/engine/incident-fixture.ts';
import { GreenFixture } from '../../../support/http/green-fixture.ts';
import { silence } from '../../../support/engine/people.ts';

/** Something that is wrong, and what the status must name. */
type Wrong = readonly [
  what: string,
  make: (fixture: GreenFixture) => Promise<void> | void,
  problems: readonly string[],
];

const asFixture = (fixture: GreenFixture) => ({ poll: fixture.polls }) as unknown as IncidentFixture;

/** A mail of an incident that was resolved meanwhile, so that nothing but the mail is wrong. */
async function leaveMail(fixture: GreenFixture, entry: object): Promise<void> {
  const { polls } = fixture;
  polls.isMailDown = true;
  polls.put({ b1: ['Pause', 0] });
  await polls.poll();
  await polls.clock.advance(MINUTE);
  await polls.evaluate();
  polls.move('b1', 'Success');
  await polls.poll();
  await polls.store.write((trx) =>
    trx
      .updateTable('outbox')
      .set({ attempts: 0, ...entry })
      .execute(),
  );
}

const TROUBLES: readonly Wrong[] = [
  [
    'the store cannot be written',
    (fixture) => {
      fixture.web.unready = ['the store cannot be written'];
    },
    ['unready'],
  ],
  [
    'a changed configuration was refused',
    async ({ polls }) => {
      const refused = { at: polls.clock.now(), problems: 'no' };
      await polls.store.write((trx) => setSetting(trx, 'refused-config', refused));
    },
    ['config'],
  ],
  [
    'a target was never polled',
    (fixture) => {
      fixture.web.targets = ['media', 'archive'];
    },
    ['targets'],
  ],
  [
    'a target is overdue',
    async (fixture) => {
      await fixture.polls.clock.advance(HOUR);
    },
    ['targets'],
  ],
  [
    'a poll failed',
    async ({ polls }) => {
      const fault = { reason: 'auth', code: '403', message: 'no' };
      const endedAt = polls.clock.now();
      await polls.store.write((trx) =>
        recordPoll(trx, { target: 'media', endedAt, completeReadStartedAt: undefined, fault }),
      );
    },
    ['targets'],
  ],
  [
    'a target begins again with another filter',
    async ({ polls }) => {
      const { name, bucket, region } = polls.target;
      await polls.store.write((trx) => registerTarget(trx, { name, bucket, region, scope: 'narrower' }));
    },
    ['targets'],
  ],
  [
    'mail waits for long',
    async (fixture) => {
      await leaveMail(fixture, {});
      await fixture.polls.clock.advance(11 * MINUTE);
      await fixture.polled();
    },
    ['stuck'],
  ],
  [
    'mail is held because of us',
    async (fixture) => await leaveMail(fixture, { held_by: 'us', attempts: 1 }),
    ['failing'],
  ],
  [
    'mail is held because of us, and the clock was set back since',
    async (fixture) => {
      await leaveMail(fixture, { held_by: 'us', attempts: 1 });
      fixture.polls.clock.setNow(fixture.polls.clock.now() - HOUR);
      await fixture.polled();
    },
    ['failing'],
  ],
  [
    'mail is held for long because of its recipient',
    async (fixture) => {
      await leaveMail(fixture, { held_by: 'recipient', attempts: 1 });
      await fixture.polls.clock.advance(11 * MINUTE);
      await fixture.polled();
    },
    ['recipients'],
  ],
  [
    'mail is undeliverable',
    async (fixture) => await leaveMail(fixture, { state: 'dead', settled_at: 1 }),
    ['dead'],
  ],
];

describe('with no incident open, all clear', () => {
  it.each(TROUBLES)('is not said when %s', async (_what, make, problems) => {
    await using fixture = await GreenFixture.start([usualRule()]);
    await fixture.polls.poll();
    await make(fixture);
    expect(await fixture.status()).toMatchObject({ allClear: false, problems, incidents: { open: 0 } });
    const banner = await fixture.banner();
    expect(banner).toMatchObject({
      level: 'monitor',
      text: expect.stringContaining('the monitor has problems') as string,
    });
    expect(banner.text).not.toContain('All clear');
  });
});

describe('with jobs failed or paused, all clear', () => {
  it.each<[string, readonly Rule[], (fixture: GreenFixture) => Promise<unknown> | void]>([
    [
      'a silence covers everything',
      [usualRule()],
      (fixture) => silence(asFixture(fixture), [], { length: HOUR }),
    ],
    [
      'a maintenance window covers everything',
      [usualRule()],
      ({ polls }) => {
        const until = polls.clock.now() + HOUR;
        polls.calendar = {
          ...polls.calendar,
          maintenanceAt: () => [{ name: 'upgrade', match: usualRule().match, until }],
        };
      },
    ],
    [
      'the only receiver was removed',
      [usualRule()],
      ({ polls }) => {
        polls.receivers = [];
      },
    ],
  ])('is not said while %s', async (_what, rules, cover) => {
    await using fixture = await GreenFixture.start(rules);
    const { polls } = fixture;
    await polls.poll();
    await cover(fixture);
    polls.put({ b1: ['Failed', 0], b2: ['Pause', 0] });
    await polls.poll();
    await polls.evaluate();
    expect(await fixture.status()).toMatchObject({ allClear: false, incidents: { open: 2 } });
    expect(await fixture.banner()).toMatchObject({
      level: 'open',
      text: expect.stringContaining('2 incidents are open') as string,
    });
  });
});

describe('a target that is overdue', () => {
  it('is not counted as up', async () => {
    await using fixture = await GreenFixture.start([usualRule()]);
    await fixture.polls.poll();
    expect((await fixture.status()).targets).toEqual({ up: 1, failing: 0, overdue: 0, unpolled: 0 });
    await fixture.polls.clock.advance(HOUR);
    expect((await fixture.status()).targets).toEqual({ up: 0, failing: 0, overdue: 1, unpolled: 0 });
  });
});

describe('jobs without an incident of a target that was removed', () => {
  it('are neither counted nor listed', async () => {
    await using fixture = await GreenFixture.start([]);
    fixture.polls.put({ b1: ['Pause', HOUR] });
    await fixture.polls.poll();
    expect(await fixture.listed()).toEqual(['b1']);
    fixture.web.targets = ['archive'];
    expect((await fixture.status()).uncovered).toMatchObject({ paused: 0, failed: 0 });
    expect(await fixture.listed()).toEqual([]);
    const { html } = await fixture.web.page('/jobs?incident=none');
    expect(html).not.toContain('/jobs/media/b1');
    expect((await fixture.web.page('/jobs.csv?incident=none')).html).not.toContain('b1');
    expect((await fixture.web.page('/jobs?target=media&incident=none')).html).not.toContain('/jobs/media/b1');
  });
});

describe('a paused job that flaps', () => {
  it('is not counted as without an incident while its incident is open', async () => {
    await using fixture = await GreenFixture.start([
      usualRule({ flapping: { changes: 2, within: HOUR, settle: HOUR } }),
    ]);
    const { polls } = fixture;
    polls.put({ b1: ['Running', HOUR] });
    await polls.poll();
    for (const state of ['Pause', 'Running', 'Pause', 'Running', 'Pause', 'Running', 'Pause']) {
      polls.move('b1', state);
      await polls.clock.advance(MINUTE);
      await polls.poll();
    }
    expect(await fixture.status()).toMatchObject({ incidents: { open: 1 }, uncovered: { paused: 0 } });
  });
});

describe('a job without an incident', () => {
  const pausesOnly = usualRule({ match: { ...usualRule().match, states: ['Pause'] } });

  it('is counted and listed when it left the state that its incident was about', async () => {
    await using fixture = await GreenFixture.start([pausesOnly]);
    const { polls } = fixture;
    polls.put({ b1: ['Pause', HOUR] });
    await polls.poll();
    expect((await fixture.status()).uncovered).toMatchObject({ paused: 0, failed: 0 });
    polls.move('b1', 'Failed');
    await polls.poll();
    expect((await fixture.status()).uncovered).toMatchObject({ paused: 0, failed: 1 });
    expect(await fixture.listed()).toEqual(['b1']);
  });

  it('is counted and listed for as long as it is paused', async () => {
    await using fixture = await GreenFixture.start([]);
    fixture.polls.put({ b1: ['Pause', HOUR], b2: ['Failed', HOUR] });
    await fixture.polls.poll();
    await fixture.polls.clock.advance(8 * DAY);
    await fixture.polled();
    expect((await fixture.status()).uncovered).toMatchObject({ paused: 1, failed: 0 });
    expect(await fixture.listed()).toEqual(['b1']);
  });
});
