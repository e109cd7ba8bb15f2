import { describe, expect, it } from 'vitest';
import { leaf, renderJob, renderResponse } from '../../../src/demo/simulator/render.ts';
import { toApiTime } from '../../../src/core/job/api-time.ts';
import { MAX_ANSWER_BYTES } from '../../../src/tencent/request/source-client.ts';
import type { ListQuery } from '../../../src/poll/port/job-source.ts';
import { faultOf, startSimulatedSource, type SimulatedSource } from '../../support/poll/simulated-source.ts';

const QUERY: ListQuery = { orderByTime: 'Asc', size: 100 };
const never = new AbortController().signal;
const KIB = 1024;

const JOB = { jobId: 'b1', state: 'Failed', creationTime: Date.UTC(2024, 5) };

function answer(fixture: SimulatedSource, children: readonly string[]): void {
  fixture.cloud.misbehave({ kind: 'verbatim', body: renderResponse('request-1', children) });
}

describe('a Date that cannot be true', () => {
  it.each([
    'Sat, 13 Sep 275760 00:00:00 GMT',
    'Fri, 12 Sep 275760 23:59:59 GMT',
    '+275760-09-13T00:00:00.000Z',
    '-271821-04-20T00:00:00.000Z',
    'Fri, 01 Jan 2100 00:00:00 GMT',
    'Wed, 31 Dec 1969 23:59:59 GMT',
    'Thu, 01 Jan 9999 00:00:00 GMT',
    'Sat, 01 Jan 0000 00:00:00 GMT',
    '-1',
    'NaN',
  ])('counts as none: %s', async (date) => {
    await using fixture = await startSimulatedSource();
    fixture.cloud.misbehave({ kind: 'date', date });
    const page = await fixture.source.list(QUERY, never);
    expect(page).not.toHaveProperty('serverTime');
    expect(fixture.seen.skews).toEqual([]);
  });

  it('does not move the clock that requests are signed with', async () => {
    await using fixture = await startSimulatedSource();
    const headers = { date: 'Sat, 13 Sep 275760 00:00:00 GMT' };
    fixture.cloud.misbehave({ kind: 'error', status: 403, code: 'RequestTimeTooSkewed', headers });
    expect(await faultOf(fixture, fixture.source.list(QUERY, never))).toMatchObject({ reason: 'auth' });
    expect((await fixture.source.list(QUERY, never)).jobs).toEqual([]);
  });
});

describe('a Retry-After that cannot be true', () => {
  it.each([
    '99999999',
    '-1',
    'NaN',
    '1e308',
    '',
    'Sat, 13 Sep 275760 00:00:00 GMT',
    'Wed, 31 Dec 1969 23:59:59 GMT',
  ])('counts as none: "%s"', async (value) => {
    await using fixture = await startSimulatedSource();
    const headers = { 'retry-after': value };
    fixture.cloud.misbehave({ kind: 'error', status: 503, code: 'SlowDown', headers }, { times: 3 });
    const fault = await faultOf(fixture, fixture.source.list(QUERY, never));
    expect([fault.retryAfter, fixture.cloud.requests.length]).toEqual([undefined, 3]);
  });
});

describe('a time of a job that cannot be true', () => {
  it.each(['0000-01-01T00:00:00Z', '9999-12-31T23:59:59-2359', '275760-09-13T00:00:00Z', 'NaN', '-1'])(
    'stays as it is written and moves nothing: %s',
    async (time) => {
      await using fixture = await startSimulatedSource();
      const row = renderJob(JOB).replaceAll(toApiTime(JOB.creationTime), time);
      answer(fixture, [row]);
      const { jobs } = await fixture.source.list(QUERY, never);
      expect(jobs).toMatchObject([{ jobId: 'b1', creationTime: time }]);
    },
  );
});

describe('an answer that is too large', () => {
  it('is asked for again with half as many rows, until it fits', async () => {
    await using fixture = await startSimulatedSource();
    for (let index = 0; index < 100; index += 1) {
      const jobId = `b${String(index).padStart(3, '0')}`;
      fixture.cloud.put({ ...JOB, jobId, message: 'x'.repeat(40 * KIB) });
    }
    const page = await fixture.source.list(QUERY, never);
    expect(page.jobs).toHaveLength(50);
    expect([page.size, page.nextToken === '']).toEqual([50, false]);
    expect(fixture.cloud.requests.map(({ query }) => query['size'])).toEqual(['100', '50']);
  });

  it('is a fault with a hint when one row does not fit', async () => {
    await using fixture = await startSimulatedSource();
    fixture.cloud.put({ ...JOB, name: 'x'.repeat(MAX_ANSWER_BYTES) });
    const fault = await faultOf(fixture, fixture.source.list(QUERY, never));
    expect(fault).toMatchObject({
      reason: 'malformed',
      code: 'answer-too-large',
      message: 'the answer cannot be read: it is longer than 2048 KiB',
    });
    expect(fault.hint).toContain('pageSize');
    expect(fixture.cloud.requests.map(({ query }) => query['size'])).toEqual([
      '100',
      '50',
      '25',
      '12',
      '6',
      '3',
      '1',
    ]);
  });
});

describe('an error that is longer than any of the service', () => {
  it.each([
    ['XML', `<Error><Code>Odd</Code><Message>${'m'.repeat(64 * KIB)}</Message></Error>`],
    ['JSON', JSON.stringify({ code: 'Odd', message: 'm'.repeat(64 * KIB) })],
    ['brackets', '{"a":'.repeat(300_000)],
  ])('is known by its status alone: %s', async (_what, body) => {
    await using fixture = await startSimulatedSource();
    fixture.cloud.misbehave({ kind: 'verbatim', status: 404, body });
    const fault = await faultOf(fixture, fixture.source.list(QUERY, never));
    expect(fault).toMatchObject({ reason: 'refused', code: 'http-404' });
  });
});

describe('a text of a job', () => {
  it.each([
    ['message', 64 * KIB],
    ['name', 512],
    ['code', 256],
    ['type', 256],
  ] as const)('is cut where it is longer than any of the service: %s', async (field, longest) => {
    await using fixture = await startSimulatedSource();
    for (const [jobId, text] of Object.entries({
      whole: 'x'.repeat(longest),
      latin: 'x'.repeat(longest + 1),
      chinese: '告'.repeat(longest / 2),
      emoji: '🙂'.repeat(longest / 2),
    })) {
      fixture.cloud.put({ ...JOB, jobId, [field]: text });
    }
    const { jobs } = await fixture.source.list(QUERY, never);
    const texts = new Map(jobs.map((job) => [job.jobId, job[field]]));
    expect(jobs).toHaveLength(4);
    expect(texts.get('whole')).toBe('x'.repeat(longest));
    expect(texts.get('latin')).toBe(`${'x'.repeat(longest - 3)}…`);
    for (const text of texts.values()) {
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(longest);
      expect(text.includes('\uFFFD')).toBe(false);
    }
  });

  it('is cut inside Input and Operation, too', async () => {
    await using fixture = await startSimulatedSource();
    fixture.cloud.put({
      ...JOB,
      input: { Prefix: 'x'.repeat(70 * KIB) },
      operation: { UserData: 'y'.repeat(70 * KIB) },
    });
    const [job] = (await fixture.source.list(QUERY, never)).jobs;
    expect([job?.input.length, job?.operation.length].every((length) => (length ?? 0) <= 64 * KIB)).toBe(
      true,
    );
    expect(job && fixture.source.details(job).queueId).toBe('');
  });

  it('is kept of fifty further nodes', async () => {
    await using fixture = await startSimulatedSource();
    const extra = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`Node${index}`, 'x']));
    fixture.cloud.put({ ...JOB, extra });
    const [job] = (await fixture.source.list(QUERY, never)).jobs;
    expect(Object.keys(job?.extra ?? {})).toHaveLength(50);
  });
});

describe('a row whose JobId or State is longer than 256 bytes', () => {
  it.each([
    ['JobId', { ...JOB, jobId: 'b'.repeat(257) }],
    ['State', { ...JOB, state: 'F'.repeat(257) }],
  ])('is left out and counted: %s', async (_node, job) => {
    await using fixture = await startSimulatedSource();
    answer(fixture, [renderJob(job), renderJob({ ...JOB, jobId: 'b2' })]);
    const page = await fixture.source.list(QUERY, never);
    expect([page.jobs.map(({ jobId }) => jobId), page.skippedRows]).toEqual([['b2'], 1]);
  });
});

describe('an answer of another size than any list has', () => {
  it.each([
    [
      'a token of more than 4 KiB',
      leaf('NextToken', 't'.repeat(4 * KIB + 1)),
      'NextToken is longer than 4 KiB',
    ],
    ['a request id of 1 MiB', leaf('RequestId', 'r'.repeat(KIB * KIB)), 'RequestId is'],
    ['elements in each other', `${'<a>'.repeat(101)}${'</a>'.repeat(101)}`, 'more than 100 deep'],
    ['two hundred thousand elements', '<a/>'.repeat(200_000), 'more than 50000 elements'],
  ])('is a fault: %s', async (_what, child, problem) => {
    await using fixture = await startSimulatedSource();
    answer(fixture, [renderJob(JOB), child]);
    const fault = await faultOf(fixture, fixture.source.list(QUERY, never));
    expect(fault).toMatchObject({ reason: 'malformed', code: 'answer-malformed' });
    expect(fault.message).toContain(problem);
  });

  // By a pattern that looks for blanks on both sides, this took an hour.
  it('is a fault when a count is a million blanks', async () => {
    await using fixture = await startSimulatedSource();
    answer(fixture, [leaf('TotalCount', `${' '.repeat(1_000_000)}!`)]);
    const fault = await faultOf(fixture, fixture.source.list(QUERY, never));
    expect(fault.message).toContain('Response holds TotalCount where JobsDetail was expected');
  });

  it('is read when its token has 4 KiB', async () => {
    await using fixture = await startSimulatedSource();
    const nextToken = 't'.repeat(4 * KIB);
    answer(fixture, [renderJob(JOB), leaf('NextToken', nextToken)]);
    expect(await fixture.source.list(QUERY, never)).toMatchObject({ nextToken, jobs: [{ jobId: 'b1' }] });
  });
});
