import { describe, expect, it } from 'vitest';
import type { SimulatedJob } from '../../../../src/demo/simulator/simulated-job.ts';
import type { SimulatedCloudOptions } from '../../../../src/demo/simulator/simulated-cloud.ts';
import type { Job } from '../../../../src/core/job/job.ts';
import { toEnrichmentFault } from '../../../../src/poll/enrich/enrichment-fault.ts';
import {
  faultOf,
  settled,
  startSimulatedSource,
  type SimulatedSource,
} from '../../../support/poll/simulated-source.ts';

const never = new AbortController().signal;
const BATCH = {
  jobId: 'b1',
  state: 'Failed',
  creationTime: Date.parse('2024-06-27T07:00:00Z'),
  operation: { Tag: 'Transcode', QueueId: 'p1' },
} as const;

/** A service with one batch job, and that job as a page of the list shows it. */
async function startWith(job: Partial<SimulatedJob>, options: Partial<SimulatedCloudOptions> = {}) {
  const fixture = await startSimulatedSource({ cloud: options });
  fixture.cloud.put({ ...BATCH, ...job });
  const page = await fixture.source.list({ orderByTime: 'Asc', size: 1 }, never);
  const [shown] = page.jobs;
  if (shown === undefined) throw new Error('the list is empty');
  return { fixture, job: shown, [Symbol.asyncDispose]: () => fixture[Symbol.asyncDispose]() };
}

const asked = ({ cloud }: SimulatedSource) => cloud.requests.filter(({ path }) => path === '/jobs');

const body = (rows: string, token = '') => `<Response>${rows}<NextToken>${token}</NextToken></Response>`;
const task = (id: string, state: string, code = '') =>
  `<JobsDetail><JobId>${id}</JobId><State>${state}</State><Code>${code}</Code></JobsDetail>`;
const empty = body('');

async function countOf(...bodies: readonly string[]) {
  await using setup = await startWith({});
  for (const each of bodies) setup.fixture.cloud.misbehave({ kind: 'verbatim', body: each });
  return { counts: await setup.fixture.source.objects(setup.job, never), asked: asked(setup.fixture).length };
}

describe('the objects of a batch job', () => {
  it('are counted by state and by code', async () => {
    await using setup = await startWith({ objects: { total: 240, failed: { NotFound: 31, Denied: 6 } } });
    const { fixture, job } = setup;
    expect(await fixture.source.objects(job, never)).toEqual({
      kind: 'counted',
      total: 240,
      byState: { Failed: 37, Success: 203 },
      failedByCode: { NotFound: 31, Denied: 6 },
      isFailedComplete: true,
      isComplete: true,
    });
    expect(asked(fixture).map(({ query }) => query)).toMatchObject([
      { states: 'Failed', size: '100', tag: 'Transcode', queueId: 'p1', inventoryTriggerJobId: 'b1' },
      { states: 'Submitted,Running,Success,Pause,Cancel' },
      {},
      {},
    ]);
    expect(fixture.seen).toMatchObject({ sent: 5, failed: [] });
  });

  it.each([
    ['none', { total: 0, failed: {} }, { kind: 'unknown', reason: 'not-listed', list: '/jobs' }, 2],
    [
      'more than the bound, few of them failed',
      { total: 10_000, failed: { A: 120 } },
      { total: 920, byState: { Failed: 120, Success: 800 }, isFailedComplete: true, isComplete: false },
      10,
    ],
    [
      'more failed than the bound',
      { total: 10_000, failed: { A: 900, B: 304 } },
      { total: 1_000, byState: { Failed: 1_000 }, failedByCode: { A: 900, B: 100 }, isFailedComplete: false },
      10,
    ],
    [
      'just as many failed as the bound',
      { total: 1_000, failed: { A: 1_000 } },
      { total: 1_000, isFailedComplete: true, isComplete: false },
      10,
    ],
    [
      'just as many as the bound, in two lists',
      { total: 1_000, failed: { A: 500 } },
      { total: 1_000, isFailedComplete: true, isComplete: true },
      10,
    ],
  ])('are counted in ten requests at most: %s', async (_what, objects, expected, requests) => {
    await using setup = await startWith({ objects });
    expect(await setup.fixture.source.objects(setup.job, never)).toMatchObject(expected);
    expect(asked(setup.fixture)).toHaveLength(requests);
  });

  it('end where the list does, also when the last page has a token', async () => {
    await using setup = await startWith(
      { objects: { total: 150, failed: { A: 10 } } },
      { tokenOnLastPage: true },
    );
    expect(await setup.fixture.source.objects(setup.job, never)).toMatchObject({
      total: 150,
      isComplete: true,
    });
  });

  it('of a job that names no queue are asked for without one', async () => {
    await using setup = await startWith({
      operation: { Tag: 'Transcode' },
      objects: { total: 3, failed: { A: 1 } },
    });
    expect(await setup.fixture.source.objects(setup.job, never)).toMatchObject({ total: 3 });
    expect(asked(setup.fixture)[0]?.query).not.toHaveProperty('queueId');
  });

  it.each([
    ['a workflow', { type: 'Workflow', operation: { WorkflowIds: 'w1' } }],
    ['a job without a tag', { operation: { QueueId: 'p1' } }],
  ])('of %s are unknown, and nobody is asked', async (_what, job) => {
    await using setup = await startWith(job);
    expect(await setup.fixture.source.objects(setup.job, never)).toEqual({
      kind: 'unknown',
      reason: 'no-tag',
    });
    expect(asked(setup.fixture)).toEqual([]);
  });
});

describe('what the task list says', () => {
  it('counts a task that it shows twice once, in the state that it showed last', async () => {
    const twice = body(task('j1', 'Failed', 'A') + task('j1', 'Failed', 'A') + task('j2', 'Failed', 'A'));
    const { counts } = await countOf(twice, body(task('j2', 'Success')));
    expect(counts).toMatchObject({ total: 2, byState: { Failed: 1, Success: 1 }, failedByCode: { A: 1 } });
  });

  it('ends at a token that was seen before', async () => {
    const again = body(task('j1', 'Failed', 'A'), 'T');
    expect(await countOf(again, again, empty)).toMatchObject({ counts: { total: 1 }, asked: 3 });
  });

  it('is bounded although its tokens never end', async () => {
    const pages = Array.from({ length: 20 }, (_, page) => body(task(`j${page}`, 'Failed'), `T${page}`));
    expect(await countOf(...pages)).toMatchObject({
      counts: { total: 10, isFailedComplete: false, isComplete: false },
      asked: 10,
    });
  });

  it('is at least so much when a row cannot be read', async () => {
    const { counts } = await countOf(body(`${task('j1', 'Failed')}<JobsDetail/>`), empty);
    expect(counts).toMatchObject({ total: 1, isFailedComplete: false, isComplete: false });
  });

  it('may hold any text, in bounds', async () => {
    const long = 'x'.repeat(500);
    const rows = ['__proto__', 'constructor', '', 'a&#10;b', long].map((code, index) =>
      task(`j${index}`, 'Failed', code),
    );
    const { counts } = await countOf(body(rows.join('') + task('j9', '__proto__')), empty);
    if (counts.kind !== 'counted') throw new Error(counts.kind);
    expect(new Map(Object.entries(counts.failedByCode))).toEqual(
      new Map([
        ['__proto__', 1],
        ['constructor', 1],
        ['', 1],
        ['a b', 1],
        [`${'x'.repeat(79)}…`, 1],
      ]),
    );
    expect(Object.entries(counts.byState)).toContainEqual(['__proto__', 1]);
    expect(JSON.parse(JSON.stringify(counts))).toEqual(counts);
  });
});

describe('objects that cannot be counted', () => {
  const failing: Partial<SimulatedJob> = { objects: { total: 300, failed: { A: 150 } } };

  it('for want of a right are a fault that names it', async () => {
    await using setup = await startWith(failing);
    const { fixture, job } = setup;
    fixture.cloud.misbehave(
      { kind: 'error', status: 403, code: 'AccessDenied' },
      { when: ({ path }) => path === '/jobs' },
    );
    const fault = await faultOf(fixture, fixture.source.objects(job, never));
    expect(toEnrichmentFault(fault)).toEqual({
      code: 'AccessDenied',
      kind: 'right-missing',
      action: 'ci:DescribeMediaJobs',
    });
    expect(fault.hint).toContain('ci:DescribeMediaJobs');
    expect(asked(fixture)).toHaveLength(1);
  });

  it('to the end are a fault too: a later page that is cut off', async () => {
    await using setup = await startWith(failing);
    const { fixture, job } = setup;
    fixture.cloud.misbehave(
      { kind: 'cut', bytes: 700 },
      { when: ({ query }) => query['nextToken'] !== undefined },
    );
    expect(await faultOf(fixture, fixture.source.objects(job, never))).toMatchObject({ reason: 'malformed' });
  });

  it('because the tag is refused are a fault without a right', async () => {
    await using setup = await startWith(failing);
    const { fixture, job } = setup;
    fixture.cloud.misbehave({ kind: 'error', status: 400, code: 'InvalidArgument' });
    const fault = await faultOf(fixture, fixture.source.objects(job, never));
    expect(toEnrichmentFault(fault)).toEqual({ code: 'InvalidArgument', kind: 'refused' });
  });

  it('are counted after all when the fault passes', async () => {
    await using setup = await startWith(failing);
    const { fixture, job } = setup;
    fixture.cloud.misbehave({ kind: 'error', status: 503, code: 'ServiceUnavailable' }, { times: 2 });
    const counts = await settled(fixture, fixture.source.objects(job satisfies Job, never));
    expect(counts).toMatchObject({ total: 300, isComplete: true });
  });
});
