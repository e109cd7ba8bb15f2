import { describe, expect, it } from 'vitest';
import { keepPoll, POLLS_KEPT } from '../../../../../src/store/jobs/polls.ts';
import { recordPoll } from '../../../../../src/store/jobs/targets.ts';
import { HOUR, MINUTE, SECOND } from '../../../../../src/platform/time.ts';
import { knownJob } from '../../../../support/poll/known-job.ts';
import { openThread, NOTIFIED_INCIDENT } from '../../../../support/outbox/outbox-fixture.ts';
import { ServedWeb } from '../../../../support/http/served-web.ts';
import { StoreFixture } from '../../../../support/store/store-fixture.ts';

const FAULT = {
  reason: 'auth',
  code: 'AccessDenied',
  message: 'the API refused the request',
  hint: 'Grant ci:DescribeMediaJobs.',
};

/** `media` was read an hour ago and fails since; `archive` was never polled. */
async function failing(fixture: StoreFixture): Promise<void> {
  await fixture.keep(knownJob({ jobId: 'old', name: 'older', state: 'Pause' }));
  const now = fixture.clock.now();
  const work = { requests: 3, newJobs: 2, transitions: 4, duration: 1_234 };
  await fixture.store.write(async (trx) => {
    await trx
      .updateTable('job')
      .set({ created_at: now - 2 * HOUR })
      .execute();
    await recordPoll(trx, {
      target: 'media',
      endedAt: now - HOUR,
      completeReadStartedAt: now - HOUR,
      clockSkew: -90 * SECOND,
      work,
    });
    await recordPoll(trx, {
      target: 'media',
      endedAt: now - MINUTE,
      completeReadStartedAt: undefined,
      fault: FAULT,
    });
    await recordPoll(trx, { target: 'media', endedAt: now, completeReadStartedAt: undefined, fault: FAULT });
  });
  await openThread(fixture);
}

describe('GET /api/v1/targets', () => {
  it('shows for each configured target how its polls go', async () => {
    await using fixture = new StoreFixture();
    await using web = await ServedWeb.start(fixture);
    await failing(fixture);
    const { status, json } = await web.api('/targets');
    expect(status).toBe(200);
    const configured = {
      bucket: 'examplebucket-1250000000',
      region: 'ap-beijing',
      schedule: '*/30 * * * * *',
      nextRuns: ['2024-06-27T07:23:40.000Z', '2024-06-27T07:24:10.000Z', '2024-06-27T07:24:40.000Z'],
    };
    expect(json['items']).toEqual([
      {
        name: 'media',
        ...configured,
        lastPollAt: '2024-06-27T07:23:10.000Z',
        lastCompletePollAt: '2024-06-27T06:23:10.000Z',
        polls: 3,
        failing: { since: '2024-06-27T07:22:10.000Z', polls: 2, fault: FAULT },
        clockSkewSeconds: -90,
        jobs: { Pause: 1 },
        oldestOpenJob: {
          jobId: 'old',
          name: 'older',
          state: 'Pause',
          createdAt: '2024-06-27T05:23:10.000Z',
        },
        openIncidents: 1,
      },
      { name: 'archive', ...configured, polls: 0, jobs: {}, openIncidents: 0 },
    ]);
  });

  it('shows the last polls of one, the newest first', async () => {
    await using fixture = new StoreFixture();
    await using web = await ServedWeb.start(fixture);
    await failing(fixture);
    const { json } = await web.api('/targets/media');
    const nothing = { requests: 0, newJobs: 0, transitions: 0, durationSeconds: 0 };
    expect(json['lastPolls']).toEqual([
      { endedAt: '2024-06-27T07:23:10.000Z', outcome: 'failed', ...nothing, reason: 'auth' },
      { endedAt: '2024-06-27T07:22:10.000Z', outcome: 'failed', ...nothing, reason: 'auth' },
      {
        endedAt: '2024-06-27T06:23:10.000Z',
        outcome: 'complete',
        requests: 3,
        newJobs: 2,
        transitions: 4,
        durationSeconds: 1.234,
      },
    ]);
    const { status, json: unknown } = await web.api('/targets/nobody');
    expect([status, unknown['title']]).toEqual([404, 'no such target']);
  });

  it('counts an incident of several targets for each of them', async () => {
    await using fixture = new StoreFixture();
    await using web = await ServedWeb.start(fixture);
    await fixture.keep(knownJob({ jobId: 'a' }));
    await fixture.keep(knownJob({ jobId: 'b' }), { target: 'archive' });
    await openThread(fixture);
    await fixture.store.write(async (trx) => {
      await trx.updateTable('incident').set({ labels: '{"state":"Failed"}' }).execute();
      for (const job of [1, 2])
        await trx
          .insertInto('member')
          .values({
            incident: 1,
            job,
            transition: job,
            name: 'nightly',
            state: 'Failed',
            awaits: null,
            joined_at: 1,
            flapping_since: null,
            resolved_at: null,
            resolution: null,
            resolved_by: null,
          })
          .execute();
    });
    const { json } = await web.api('/targets');
    expect(json['items']).toMatchObject([{ openIncidents: 1 }, { openIncidents: 1 }]);
  });
});

it('keeps the last polls of each target alone', async () => {
  await using fixture = new StoreFixture();
  await fixture.store.write(async (trx) => {
    for (let at = 1; at <= POLLS_KEPT + 3; at += 1) {
      await keepPoll(trx, { target: 'media', endedAt: at, outcome: 'complete' });
      if (at <= 2) await keepPoll(trx, { target: 'archive', endedAt: at, outcome: 'aborted' });
    }
  });
  const kept = await fixture.store.read((db) =>
    db
      .selectFrom('poll')
      .select(({ fn }) => ['target', fn.countAll().as('polls'), fn.min('ended_at').as('first')])
      .groupBy('target')
      .orderBy('target')
      .execute(),
  );
  expect(kept).toEqual([
    { target: 'archive', polls: 2, first: 1 },
    { target: 'media', polls: POLLS_KEPT, first: 4 },
  ]);
});

describe('the page of targets', () => {
  it('says what is wrong, since when, and what to do', async () => {
    await using fixture = new StoreFixture();
    await using web = await ServedWeb.start(fixture);
    await failing(fixture);
    const page = await web.page('/targets');
    const text = textOf(page);
    for (const said of [
      'Polling failed',
      'Not polled yet',
      '2 polls in a row',
      'the API refused the request',
      'Grant ci:DescribeMediaJobs.',
      '1 h ago',
      "1 min 30 s behind the server's",
      '1 open',
    ])
      expect(text).toContain(said);
    expect(page).toContain('href="/jobs?target=media&amp;state=Pause"');
    expect(page).toContain('href="/jobs/media/old"');
  });

  it('names no replica where one process polls all', async () => {
    await using fixture = new StoreFixture();
    await using web = await ServedWeb.start(fixture);
    expect(await web.page('/targets')).not.toContain('Polled by');
  });

  it('has one for each, with all polls that are kept', async () => {
    await using fixture = new StoreFixture();
    await using web = await ServedWeb.start(fixture);
    await failing(fixture);
    await fixture.store.write(async (trx) => {
      for (let at = 1; at <= POLLS_KEPT; at += 1)
        await keepPoll(trx, { target: 'media', endedAt: at, outcome: 'complete' });
    });
    expect((await web.page('/targets')).match(/<td class="number">/g)).toHaveLength(5 * 4);
    const alone = await web.page('/targets/media');
    expect(alone).toContain(`href="/incidents/${NOTIFIED_INCIDENT}"`);
    expect(alone.match(/<td class="number">/g)).toHaveLength(POLLS_KEPT * 4);
    expect(alone).toMatch(/<h1><bdi>media<\/bdi><\/h1>/);
    expect((await fetch(`${web.url}/targets/nobody`)).status).toBe(404);
  });

  it('shows hostile text as text, in Chinese, too', async () => {
    await using fixture = new StoreFixture();
    await using web = await ServedWeb.start(fixture);
    web.display = { ...web.display, language: 'zh-CN' };
    const hostile = `<script>alert(1)</script>\u202E${'x'.repeat(10_000)}`;
    await fixture.keep(knownJob({ name: hostile, state: hostile }));
    await fixture.store.write(async (trx) => {
      await trx.updateTable('job').set({ created_at: 1 }).execute();
      await recordPoll(trx, {
        target: 'media',
        endedAt: 1,
        completeReadStartedAt: undefined,
        fault: { reason: 'auth', code: hostile, message: hostile, hint: hostile },
      });
    });
    for (const path of ['/targets', '/targets/media']) {
      const page = await web.page(path);
      expect(page).not.toMatch(/<script>alert|\u202E/);
      expect(page).toContain('轮询失败');
      expect(Buffer.byteLength(page)).toBeLessThan(60_000);
    }
  });
});

function textOf(page: string): string {
  return page
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll('&#39;', "'");
}
