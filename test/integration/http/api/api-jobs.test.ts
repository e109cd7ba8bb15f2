import { describe, expect, it } from 'vitest';
import { openIncident } from '../../../../src/store/incidents/incidents.ts';
import { knownJob } from '../../../support/poll/known-job.ts';
import { saveAll, toTargetJob } from '../../../support/poll/listed-jobs.ts';
import { StoreFixture } from '../../../support/store/store-fixture.ts';
import { WebOverStore } from '../../../support/http/web-over-store.ts';

interface Page {
  items: readonly { jobId: string }[];
  next?: string;
}

async function start(count = 0) {
  const fixture = new StoreFixture();
  const web = await WebOverStore.start(fixture);
  const jobs = Array.from({ length: count }, (_, index) =>
    toTargetJob(
      { age: index, state: ['Failed', 'Success', 'Frozen'][index % 3] ?? '', name: `n${index}` },
      `b${index}`,
    ),
  );
  await saveAll(fixture.store, jobs);
  return {
    fixture,
    web,
    ids: async (path: string) => ((await web.api('GET', path)).json as Page).items.map(({ jobId }) => jobId),
    async [Symbol.asyncDispose]() {
      await web[Symbol.asyncDispose]();
      await fixture[Symbol.asyncDispose]();
    },
  };
}

describe('GET /api/v1/jobs', () => {
  it('gives the newest first, page by page', async () => {
    await using one = await start(25);
    const seen: string[] = [];
    let cursor = '';
    do {
      const { status, json } = await one.web.api('GET', `/jobs?limit=10${cursor}`);
      expect(status).toBe(200);
      const page = json as Page;
      seen.push(...page.items.map(({ jobId }) => jobId));
      cursor = page.next === undefined ? '' : `&cursor=${page.next}`;
    } while (cursor !== '');
    expect(seen).toEqual(Array.from({ length: 25 }, (_, index) => `b${24 - index}`));
  });

  it('finds what the page Jobs finds', async () => {
    await using one = await start(9);
    expect(await one.ids('/jobs?state=Failed')).toEqual(['b6', 'b3', 'b0']);
    expect(await one.ids('/jobs?state=Failed&state=unknown')).toEqual(['b8', 'b6', 'b5', 'b3', 'b2', 'b0']);
    expect(await one.ids('/jobs?name=n*&target=archive')).toEqual([]);
    expect(await one.ids('/jobs?name=*4')).toEqual(['b4']);
    expect(await one.ids('/jobs?createdFrom=2024-06-27T15:23:17%2B08:00')).toEqual(['b8', 'b7']);
    expect(await one.ids('/jobs?createdUntil=2024-06-27T07:23:11Z')).toEqual(['b0']);
  });

  it('shows what the API of the vendor reported, and times in UTC beside it', async () => {
    await using one = await start();
    await one.fixture.keep(knownJob({ creationTime: '-' }), { target: 'archive' });
    await one.fixture.keep(knownJob());
    const { json } = await one.web.api('GET', '/jobs');
    const at = '2024-06-27T07:23:10.000Z';
    const job = {
      jobId: 'b1',
      state: 'Running',
      type: 'Job',
      name: 'nightly-transcode',
      code: '',
      message: '',
      startTime: '',
      endTime: '',
      stateSince: at,
      firstSeenAt: at,
      changedAt: at,
      followed: true,
    };
    expect(json).toEqual({
      items: [
        { target: 'media', creationTime: '2024-06-27T15:23:10+0800', createdAt: at, ...job },
        { target: 'archive', creationTime: '-', ...job },
      ],
    });
  });

  it.each([
    'limit=0',
    'limit=501',
    'cursor=!',
    'cursor=WzFd',
    'name=*a*b*c*',
    'createdFrom=yesterday',
    'createdFrom=2024-06-27T15:23',
    'target=',
  ])('refuses %s with a problem that says what to do', async (query) => {
    await using one = await start();
    const { status, headers, json } = await one.web.api('GET', `/jobs?${query}`);
    expect(status).toBe(400);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(json).toMatchObject({ status: 400, detail: expect.stringMatching(/.{20,}/) as string });
  });
});

describe('GET /api/v1/jobs/{target}/{jobId}', () => {
  it('shows all that is kept of one job', async () => {
    await using one = await start();
    const job = knownJob({
      state: 'Failed',
      code: 'AccessDenied',
      input: '<Prefix>a</Prefix>',
      extra: { Progress: '42' },
    });
    await one.fixture.keep(job, { decisions: [{ reason: 'first-seen' }] });
    await one.fixture.keep(job, { target: 'archive' });
    await one.fixture.store.write(async (trx) => {
      const incident = await openIncident(trx, {
        publicId: 'abc123',
        kind: 'jobs',
        rule: 'failures',
        groupKey: 'g',
        labels: JSON.stringify({ target: 'media', state: 'Failed', code: 'AccessDenied' }),
        severity: 'critical',
        title: 'Failed: AccessDenied (media)',
        openedAt: 0,
      });
      await trx.updateTable('decision').set({ incident }).execute();
    });
    const { status, json } = await one.web.api('GET', '/jobs/media/b1');
    expect(status).toBe(200);
    expect(json).toMatchObject({
      target: 'media',
      jobId: 'b1',
      hasEnded: true,
      input: '<Prefix>a</Prefix>',
      extra: { Progress: '42' },
      alsoIn: ['archive'],
      transitions: [
        {
          from: null,
          to: 'Failed',
          decisions: [{ outcome: 'notify', reason: 'first-seen', receiver: 'oncall' }],
        },
      ],
      notifications: [],
      incidents: [{ id: 'abc123', state: 'open' }],
    });
  });

  it('says so when there is none', async () => {
    await using one = await start();
    const { status, json } = await one.web.api('GET', '/jobs/media/none');
    expect([status, json]).toEqual([404, expect.objectContaining({ title: 'no such job' })]);
  });

  it('is described, with the list, in the OpenAPI document', async () => {
    await using one = await start();
    const { json } = await one.web.api('GET', '/openapi.json');
    const { paths } = json as {
      paths: Record<string, { get: { operationId: string; parameters: { name: string }[] } }>;
    };
    expect(paths['/jobs']?.get.operationId).toBe('listJobs');
    expect(paths['/jobs']?.get.parameters.map(({ name }) => name)).toEqual([
      'limit',
      'cursor',
      'target',
      'state',
      'type',
      'name',
      'code',
      'createdFrom',
      'createdUntil',
      'incident',
    ]);
    expect(paths['/jobs/{target}/{jobId}']?.get.operationId).toBe('readJob');
  });
});
