import { describe, expect, it } from 'vitest';
import { REFUSED_CONFIG } from '../../../../src/core/incident/self-check.ts';
import type { Rule } from '../../../../src/core/rule/rule.ts';
import { keepFact } from '../../../../src/store/settings/facts.ts';
import { recordPoll, registerTarget } from '../../../../src/store/jobs/targets.ts';
import { DAY, HOUR, MINUTE } from '../../../../src/platform/time.ts';
import type { IncidentBench } from '../../../support/incident-bench.ts';
import { usualRule } from '../../../support/incident-bench.ts';
import { GreenScene } from '../../../support/green-scene.ts';
import { silence } from '../../../support/people.ts';

/** Something that is wrong, and what the status must name. */
type Wrong = readonly [
  what: string,
  make: (scene: GreenScene) => Promise<void> | void,
  problems: readonly string[],
];

const asBench = (scene: GreenScene) => ({ poll: scene.bench }) as unknown as IncidentBench;

/** A mail of an incident that was resolved meanwhile, so that nothing but the mail is wrong. */
async function leaveMail(scene: GreenScene, entry: object): Promise<void> {
  const { bench } = scene;
  bench.isMailDown = true;
  bench.put({ b1: ['Pause', 0] });
  await bench.poll();
  await bench.clock.advance(MINUTE);
  await bench.tend();
  bench.move('b1', 'Success');
  await bench.poll();
  await bench.store.write((trx) =>
    trx
      .updateTable('outbox')
      .set({ attempts: 0, ...entry })
      .execute(),
  );
}

const TROUBLES: readonly Wrong[] = [
  [
    'the store cannot be written',
    (scene) => {
      scene.web.unready = ['the store cannot be written'];
    },
    ['unready'],
  ],
  [
    'a changed configuration was refused',
    async ({ bench }) => {
      const refused = { at: bench.clock.now(), problems: 'no' };
      await bench.store.write((trx) => keepFact(trx, REFUSED_CONFIG, refused));
    },
    ['config'],
  ],
  [
    'a target was never polled',
    (scene) => {
      scene.web.targets = ['media', 'archive'];
    },
    ['targets'],
  ],
  [
    'a target is overdue',
    async (scene) => {
      await scene.bench.clock.advance(HOUR);
    },
    ['targets'],
  ],
  [
    'a poll failed',
    async ({ bench }) => {
      const fault = { reason: 'auth', code: '403', message: 'no' };
      const endedAt = bench.clock.now();
      await bench.store.write((trx) =>
        recordPoll(trx, { target: 'media', endedAt, completeReadStartedAt: undefined, fault }),
      );
    },
    ['targets'],
  ],
  [
    'a target begins anew with another filter',
    async ({ bench }) => {
      const { name, bucket, region } = bench.target;
      await bench.store.write((trx) => registerTarget(trx, { name, bucket, region, scope: 'narrower' }));
    },
    ['targets'],
  ],
  [
    'mail waits for long',
    async (scene) => {
      await leaveMail(scene, {});
      await scene.bench.clock.advance(11 * MINUTE);
      await scene.polled();
    },
    ['stuck'],
  ],
  [
    'mail is held because of us',
    async (scene) => await leaveMail(scene, { held_by: 'us', attempts: 1 }),
    ['failing'],
  ],
  [
    'mail is held because of us, and the clock was set back since',
    async (scene) => {
      await leaveMail(scene, { held_by: 'us', attempts: 1 });
      scene.bench.clock.setNow(scene.bench.clock.now() - HOUR);
      await scene.polled();
    },
    ['failing'],
  ],
  [
    'mail is held for long because of its recipient',
    async (scene) => {
      await leaveMail(scene, { held_by: 'recipient', attempts: 1 });
      await scene.bench.clock.advance(11 * MINUTE);
      await scene.polled();
    },
    ['recipients'],
  ],
  [
    'mail is undeliverable',
    async (scene) => await leaveMail(scene, { state: 'dead', settled_at: 1 }),
    ['dead'],
  ],
];

describe('with no incident open, all clear', () => {
  it.each(TROUBLES)('is not said when %s', async (_what, make, problems) => {
    await using scene = await GreenScene.start([usualRule()]);
    await scene.bench.poll();
    await make(scene);
    expect(await scene.status()).toMatchObject({ allClear: false, problems, incidents: { open: 0 } });
    const banner = await scene.banner();
    expect(banner).toMatchObject({
      level: 'monitor',
      text: expect.stringContaining('the monitor has problems') as string,
    });
    expect(banner.text).not.toContain('All clear');
  });
});

describe('with jobs failed or paused, all clear', () => {
  it.each<[string, readonly Rule[], (scene: GreenScene) => Promise<unknown> | void]>([
    ['a silence covers everything', [usualRule()], (scene) => silence(asBench(scene), [], { length: HOUR })],
    [
      'a maintenance window covers everything',
      [usualRule()],
      ({ bench }) => {
        const until = bench.clock.now() + HOUR;
        bench.calendar = {
          ...bench.calendar,
          maintenanceAt: () => [{ name: 'upgrade', match: usualRule().match, until }],
        };
      },
    ],
    [
      'the only receiver was removed',
      [usualRule()],
      ({ bench }) => {
        bench.receivers = [];
      },
    ],
  ])('is not said while %s', async (_what, rules, cover) => {
    await using scene = await GreenScene.start(rules);
    const { bench } = scene;
    await bench.poll();
    await cover(scene);
    bench.put({ b1: ['Failed', 0], b2: ['Pause', 0] });
    await bench.poll();
    await bench.tend();
    expect(await scene.status()).toMatchObject({ allClear: false, incidents: { open: 2 } });
    expect(await scene.banner()).toMatchObject({
      level: 'open',
      text: expect.stringContaining('2 incidents are open') as string,
    });
  });
});

describe('a target that is overdue', () => {
  it('is not counted as up', async () => {
    await using scene = await GreenScene.start([usualRule()]);
    await scene.bench.poll();
    expect((await scene.status()).targets).toEqual({ up: 1, failing: 0, overdue: 0, unpolled: 0 });
    await scene.bench.clock.advance(HOUR);
    expect((await scene.status()).targets).toEqual({ up: 0, failing: 0, overdue: 1, unpolled: 0 });
  });
});

describe('jobs without an incident of a target that was removed', () => {
  it('are neither counted nor listed', async () => {
    await using scene = await GreenScene.start([]);
    scene.bench.put({ b1: ['Pause', HOUR] });
    await scene.bench.poll();
    expect(await scene.listed()).toEqual(['b1']);
    scene.web.targets = ['archive'];
    expect((await scene.status()).uncovered).toMatchObject({ paused: 0, failed: 0 });
    expect(await scene.listed()).toEqual([]);
    const { html } = await scene.web.page('/jobs?incident=none');
    expect(html).not.toContain('/jobs/media/b1');
    expect((await scene.web.page('/jobs.csv?incident=none')).html).not.toContain('b1');
    expect((await scene.web.page('/jobs?target=media&incident=none')).html).not.toContain('/jobs/media/b1');
  });
});

describe('a paused job that flaps', () => {
  it('is not counted as without an incident while its incident is open', async () => {
    await using scene = await GreenScene.start([
      usualRule({ flapping: { changes: 2, within: HOUR, settle: HOUR } }),
    ]);
    const { bench } = scene;
    bench.put({ b1: ['Running', HOUR] });
    await bench.poll();
    for (const state of ['Pause', 'Running', 'Pause', 'Running', 'Pause', 'Running', 'Pause']) {
      bench.move('b1', state);
      await bench.clock.advance(MINUTE);
      await bench.poll();
    }
    expect(await scene.status()).toMatchObject({ incidents: { open: 1 }, uncovered: { paused: 0 } });
  });
});

describe('a job without an incident', () => {
  const pausesOnly = usualRule({ match: { ...usualRule().match, states: ['Pause'] } });

  it('is counted and listed when it left the state that its incident was about', async () => {
    await using scene = await GreenScene.start([pausesOnly]);
    const { bench } = scene;
    bench.put({ b1: ['Pause', HOUR] });
    await bench.poll();
    expect((await scene.status()).uncovered).toMatchObject({ paused: 0, failed: 0 });
    bench.move('b1', 'Failed');
    await bench.poll();
    expect((await scene.status()).uncovered).toMatchObject({ paused: 0, failed: 1 });
    expect(await scene.listed()).toEqual(['b1']);
  });

  it('is counted and listed for as long as it is paused', async () => {
    await using scene = await GreenScene.start([]);
    scene.bench.put({ b1: ['Pause', HOUR], b2: ['Failed', HOUR] });
    await scene.bench.poll();
    await scene.bench.clock.advance(8 * DAY);
    await scene.polled();
    expect((await scene.status()).uncovered).toMatchObject({ paused: 1, failed: 0 });
    expect(await scene.listed()).toEqual(['b1']);
  });
});
