import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startSimulatedCloud, type SimulatedCloud } from '../../../src/demo/simulator/simulated-cloud.ts';
import { ask, type Asked, SECONDS_NOW } from '../../support/poll/ask-as-sdk.ts';
import { parseBody } from '../../support/poll/parse-body.ts';
import { ACCOUNT } from '../../support/poll/simulated-source.ts';
import { TestClock } from '../../support/test-clock.ts';

const CREATED = Date.parse('2024-06-27T07:00:00Z');
async function pageOf(cloud: SimulatedCloud, query: Readonly<Record<string, string>>) {
  const { body } = await ask(cloud, { query });
  const parsed = parseBody(body);
  if (parsed.kind !== 'page') throw new Error(`no page: ${body}`);
  return { ids: parsed.page.jobs.map(({ jobId }) => jobId), nextToken: parsed.page.nextToken };
}

async function startFilled(jobs = 5, tokenOnLastPage = false) {
  const cloud = await startSimulatedCloud({ ...ACCOUNT, clock: new TestClock(), tokenOnLastPage });
  const states = ['Submitted', 'Running', 'Success', 'Failed', 'Pause', 'Cancel'];
  for (let number = jobs - 1; number >= 0; number -= 1) {
    cloud.put({
      jobId: `b${number}`,
      state: states[number % 6] ?? '',
      creationTime: CREATED + number * 1000,
      type: number % 2 === 0 ? 'Job' : 'Workflow',
      name: `name ${number}`,
    });
  }
  return cloud;
}

describe('the simulated service checks signatures', () => {
  it('and takes those of the official SDK, whatever the values', async () => {
    await using cloud = await startFilled();
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), async (name) => {
        const query = { name: name.toWellFormed(), orderByTime: 'Asc' };
        expect((await ask(cloud, { query })).status).toBe(200);
      }),
      { numRuns: 40 },
    );
  });

  it.each<[string, Asked, number, string]>([
    ['no signature', { bare: true }, 401, 'MissingAuthorization'],
    ['an unknown id', { secretId: 'nobody' }, 401, 'SecretidNotExist'],
    ['a wrong key', { secretKey: 'wrong' }, 403, 'SignatureDoesNotMatch'],
    ['a parameter that is not signed', { query: { size: '5' }, signed: {} }, 403, 'SignatureDoesNotMatch'],
    ['a host that is not signed', { signedHeaders: {} }, 403, 'SignatureDoesNotMatch'],
    ['a changed value', { query: { size: '5' }, signed: { size: '6' } }, 403, 'SignatureDoesNotMatch'],
    ['a token nobody gave', { token: 'x' }, 403, 'AccessDenied'],
    [
      'a signature that has ended',
      { keyTime: `${SECONDS_NOW - 900};${SECONDS_NOW - 60}` },
      401,
      'SignatureExpired',
    ],
    [
      'a clock an hour off',
      { keyTime: `${SECONDS_NOW + 3600};${SECONDS_NOW + 4000}` },
      403,
      'RequestTimeTooSkewed',
    ],
    ['nonsense for a time', { keyTime: 'now' }, 401, 'InvalidAuthorization'],
  ])('and refuses %s', async (_what, asked, status, code) => {
    await using cloud = await startFilled();
    const answer = await ask(cloud, asked);
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({
      server: 'tencent-ci',
      'content-type': 'application/xml',
      'x-ci-request-id': 'request-1',
    });
    expect(parseBody(answer.body)).toMatchObject({ kind: 'error', error: { code, requestId: 'request-1' } });
    expect(cloud.requests).toMatchObject([{ status }]);
  });
});

describe('the simulated service lists', () => {
  it.each<[Readonly<Record<string, string>>, string]>([
    [{}, 'b5 b4 b3 b2 b1 b0'],
    [{ orderByTime: 'Asc' }, 'b0 b1 b2 b3 b4 b5'],
    [{ states: 'Failed,Pause' }, 'b4 b3'],
    [{ states: 'All' }, 'b5 b4 b3 b2 b1 b0'],
    [{ type: 'Workflow' }, 'b5 b3 b1'],
    [{ name: 'name 2' }, 'b2'],
    [{ jobId: 'b2' }, 'b2'],
    [{ jobId: 'none' }, ''],
    [{ jobId: 'b2', states: 'Failed' }, ''],
    [{ workflowId: 'w1' }, ''],
    [{ startCreationTime: '2024-06-27T15:00:03+0800' }, 'b5 b4 b3'],
    [{ endCreationTime: '2024-06-27T15:00:03+0800' }, 'b3 b2 b1 b0'],
    [{ startCreationTime: '2024-06-27T15:00:03+0800', endCreationTime: '2024-06-27T15:00:03+0800' }, 'b3'],
    [{ startCreationTime: '2024-06-27T15:00:03+0800', jobId: 'b2' }, ''],
  ])('by %j', async (query, ids) => {
    await using cloud = await startFilled(6);
    expect((await pageOf(cloud, query)).ids.join(' ')).toBe(ids);
  });

  it.each([
    { size: '0' },
    { size: '101' },
    { size: '' },
    { orderByTime: 'asc' },
    { type: 'Other' },
    { states: 'Paused' },
    { startCreationTime: '2024-06-27 07:00' },
    { nextToken: '25' },
  ])('nothing for %j', async (query) => {
    await using cloud = await startFilled();
    const answer = await ask(cloud, { query });
    expect([answer.status, parseBody(answer.body)]).toMatchObject([
      400,
      { error: { code: 'InvalidArgument' } },
    ]);
  });
});

describe('the simulated service pages', () => {
  it('by ten rows by default', async () => {
    await using cloud = await startFilled(12);
    expect((await pageOf(cloud, {})).ids).toHaveLength(10);
  });

  it('through every job once, in either order, while others come and go between pages', async () => {
    for (const orderByTime of ['Asc', 'Desc']) {
      await using cloud = await startFilled(30);
      const ids: string[] = [];
      let nextToken = '';
      do {
        const page = await pageOf(cloud, { size: '4', orderByTime, ...(nextToken && { nextToken }) });
        ids.push(...page.ids);
        nextToken = page.nextToken;
        cloud.remove(page.ids.at(-1) ?? '');
        cloud.put({ jobId: `new-${ids.length}`, state: 'Running', creationTime: CREATED - 1000 });
      } while (nextToken !== '' && ids.length < 100);
      const old = ids.filter((id) => id.startsWith('b'));
      expect(new Set(old).size).toBe(30);
      expect(old).toHaveLength(30);
    }
  });

  it('with an empty page behind the last one, when told so', async () => {
    await using cloud = await startFilled(2, true);
    const { nextToken } = await pageOf(cloud, { orderByTime: 'Asc' });
    expect(nextToken).not.toBe('');
    expect(await pageOf(cloud, { orderByTime: 'Asc', nextToken })).toEqual({ ids: [], nextToken: '' });
  });

  it('through 100,000 jobs quickly', async () => {
    await using cloud = await startFilled(100_000);
    const { ids } = await pageOf(cloud, { size: '100', orderByTime: 'Asc' });
    expect(ids.at(-1)).toBe('b99');
  });
});

describe('the simulated service shows', () => {
  it('one job by its id, and says which is unknown', async () => {
    await using cloud = await startFilled();
    const known = await ask(cloud, { path: '/inventorytriggerjob/b2' });
    expect(parseBody(known.body)).toMatchObject({ kind: 'page', page: { jobs: [{ jobId: 'b2' }] } });
    const unknown = await ask(cloud, { path: '/inventorytriggerjob/none' });
    expect(unknown.body).toContain('<NonExistJobIds>none</NonExistJobIds>');
    expect((await ask(cloud, { path: '/workflow' })).status).toBe(404);
  });

  it('what became of a job', async () => {
    await using cloud = await startFilled();
    await ask(cloud, {});
    cloud.move('b1', 'Failed', { code: 'X<', message: 'm & n', endTime: CREATED });
    const { body } = await ask(cloud, { query: { jobId: 'b1' } });
    expect(parseBody(body)).toMatchObject({
      page: {
        jobs: [{ state: 'Failed', code: 'X<', message: 'm & n', endTime: '2024-06-27T15:00:00+0800' }],
      },
    });
    expect(() => cloud.move('none', 'Failed')).toThrow('none');
  });
});

describe('the simulated service misbehaves', () => {
  it('with tokens and rows, as often as told and where told', async () => {
    await using cloud = await startFilled(6);
    const first = await pageOf(cloud, { size: '2', orderByTime: 'Asc' });
    const second = { size: '2', orderByTime: 'Asc', nextToken: first.nextToken };
    const onSecond = {
      when: ({ query }: { query: Readonly<Record<string, string>> }) => 'nextToken' in query,
    };
    cloud.misbehave({ kind: 'token', token: 'repeated' }, onSecond);
    cloud.misbehave({ kind: 'token', token: 'lost' }, onSecond);
    cloud.misbehave({ kind: 'stale' }, onSecond);
    cloud.misbehave({ kind: 'duplicated' }, onSecond);
    cloud.misbehave({ kind: 'token', token: 'endless' }, { times: Infinity });
    const { nextToken } = await pageOf(cloud, { size: '2', orderByTime: 'Asc' });
    expect(await pageOf(cloud, second)).toEqual({ ids: ['b2', 'b3'], nextToken: first.nextToken });
    expect(await pageOf(cloud, second)).toEqual({ ids: ['b2', 'b3'], nextToken: '' });
    expect((await pageOf(cloud, second)).ids).toEqual(['b2', 'b3']);
    expect((await pageOf(cloud, second)).ids).toEqual(['b2', 'b2', 'b3', 'b3']);
    const endless = await pageOf(cloud, { size: '2', orderByTime: 'Asc', nextToken });
    expect(endless.nextToken).not.toBe('');
    cloud.behave();
    expect((await pageOf(cloud, { size: '100' })).nextToken).toBe('');
  });

  it('by answering what it is given', async () => {
    await using cloud = await startFilled();
    cloud.misbehave({ kind: 'verbatim', status: 418, body: 'short', headers: { 'retry-after': '1' } });
    expect(await ask(cloud)).toMatchObject({ status: 418, body: 'short', headers: { 'retry-after': '1' } });
  });
});
