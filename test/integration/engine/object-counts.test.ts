import { describe, expect, it } from 'vitest';
import type { SimulatedJob } from '../../../src/demo/simulator/simulated-job.ts';
import { HOUR } from '../../../src/platform/time.ts';
import { EnrichmentFixture } from '../../support/poll/enrichment-fixture.ts';
import { usualRule } from '../../support/engine/incident-fixture.ts';

const LIST = '/inventorytriggerjob';
const isCount = { when: ({ path }: { path: string }) => path === '/jobs' };
const DENIED = { kind: 'error', status: 403, code: 'AccessDenied' } as const;
const always = { times: Number.POSITIVE_INFINITY };
const running: Omit<SimulatedJob, 'creationTime'> = { jobId: 'b1', name: 'nightly', state: 'Running' };
const objects = { total: 240, failed: { ResourceDownloadFailed: 31, ResourceNotSupported: 6 } };

const crash = (): Promise<never> => Promise.reject(new Error('crash'));

describe('the mail about a failed job', () => {
  it('counts its objects, and says what their codes mean', async () => {
    await using fixture = await EnrichmentFixture.start([running]);
    fixture.cloud.move('b1', 'Failed', { code: 'InvalidArgument', objects });
    await fixture.poll();
    const [mail] = await fixture.mails();
    expect(mail?.text).toContain(
      '37 of 240 objects failed: ResourceDownloadFailed (31), ResourceNotSupported (6)',
    );
    expect(mail?.text).toMatch(/^InvalidArgument: .*\n^First: .*\n^More on InvalidArgument: https:.*$/m);
    expect(mail?.text).toContain('ResourceDownloadFailed: An input object could not be downloaded.');
  });

  it('says that they could not be counted for want of a right, and the poll is complete', async () => {
    await using fixture = await EnrichmentFixture.start([running]);
    fixture.cloud.move('b1', 'Failed', { code: 'X', objects });
    fixture.cloud.misbehave(DENIED, { ...always, ...isCount });
    expect(await fixture.poll()).toMatchObject({ outcome: 'complete' });
    expect((await fixture.mails())[0]?.text).toContain(
      'not counted: AccessDenied; allow ci:DescribeMediaJobs',
    );
    await fixture.poll();
    expect(fixture.requests).toEqual([LIST]);
  });

  it('counts those of five jobs a poll, and says how many were not asked about', async () => {
    await using fixture = await EnrichmentFixture.start();
    const failed = { state: 'Failed', code: 'X', objects: { total: 2, failed: { X: 1 } } };
    for (let n = 0; n < 8; n += 1) fixture.put({ jobId: `b${n}`, ...failed });
    await fixture.poll();
    expect(fixture.requests.filter((request) => request.startsWith('/jobs'))).toHaveLength(10);
    const [mail, ...others] = await fixture.mails();
    expect(mail?.text.match(/1 of 2 objects failed/g)).toHaveLength(5);
    expect(mail?.text).toContain('The objects of 3 jobs were not counted');
    await fixture.poll();
    expect(fixture.requests).toEqual([LIST]);
    expect(others).toEqual([]);
  });

  it('is about no objects where the target does not say `enrich`', async () => {
    await using fixture = await EnrichmentFixture.start([running], { enrich: [] });
    fixture.cloud.move('b1', 'Failed', { code: 'X', objects });
    await fixture.poll();
    expect(fixture.requests).toEqual([LIST]);
    expect((await fixture.messages())[0]?.jobs[0]?.objects).toBeUndefined();
  });
});

describe('a job that succeeds', () => {
  it('with failed objects is a warning of its own, notified once', async () => {
    await using fixture = await EnrichmentFixture.start([running]);
    fixture.cloud.move('b1', 'Success', { objects });
    await fixture.poll();
    const [mail] = await fixture.mails();
    expect(mail?.subject).toBe('[Batchwatch] Succeeded with failed objects: nightly (media)');
    expect(mail?.text).toMatch(/^Success .*b1.*$/m);
    expect(mail?.text).toContain('The job itself succeeded, but not with all of its objects.');
    expect(await fixture.messages()).toMatchObject([
      { severity: 'warning', story: { labels: { target: 'media', state: 'Success', name: 'nightly' } } },
    ]);
    for (let polls = 0; polls < 3; polls += 1) await fixture.poll();
    expect(fixture.requests).toEqual([LIST]);
    expect(await fixture.mails()).toHaveLength(1);
    expect(await fixture.decisions()).toEqual(['b1: notify success-with-failures']);
  });

  it('with none costs one request and notifies nobody', async () => {
    await using fixture = await EnrichmentFixture.start([running]);
    fixture.cloud.move('b1', 'Success', { objects: { total: 900, failed: {} } });
    await fixture.poll();
    expect(fixture.requests).toEqual([LIST, '/jobs b1']);
    await fixture.poll();
    expect(fixture.requests).toEqual([LIST]);
    expect(await fixture.decisions()).toEqual([]);
  });

  it('is not asked about when no rule would notify of its failure', async () => {
    await using fixture = await EnrichmentFixture.start([running], {
      rules: [usualRule({ match: { ...usualRule().match, names: ['other'] } })],
    });
    fixture.cloud.move('b1', 'Success', { objects });
    await fixture.poll();
    expect(fixture.requests).toEqual([LIST]);
  });

  it('is decided on by the rule that would match it had it failed with that code', async () => {
    const { match } = usualRule();
    await using fixture = await EnrichmentFixture.start([running], {
      rules: [
        usualRule({ name: 'others', match: { ...match, codes: ['Other'] } }),
        usualRule({ name: 'downloads', match: { ...match, codes: ['*Download*'] }, receivers: ['lead'] }),
      ],
    });
    fixture.cloud.move('b1', 'Success', { objects });
    await fixture.poll();
    expect(await fixture.messages()).toMatchObject([{ receiver: 'lead', jobs: [{ rule: 'downloads' }] }]);
  });

  it('is notified once, also after a crash between its commit and the asking', async () => {
    await using fixture = await EnrichmentFixture.start([running]);
    fixture.cloud.move('b1', 'Success', { objects });
    const source = { ...fixture.source, objects: crash };
    await expect(fixture.poll({ source })).rejects.toThrow('crash');
    await fixture.restart();
    expect(await fixture.mails()).toEqual([]);
    await fixture.poll();
    await fixture.poll();
    expect((await fixture.mails()).map(({ subject }) => subject)).toEqual([
      '[Batchwatch] Succeeded with failed objects: nightly (media)',
    ]);
  });

  it('is notified once, also after a crash between the count and the end of the poll', async () => {
    await using fixture = await EnrichmentFixture.start([running]);
    fixture.cloud.move('b1', 'Success', { objects });
    const engine = Object.assign(Object.create(fixture.engine) as typeof fixture.engine, {
      concludePoll: crash,
    });
    await expect(fixture.poll({ engine })).rejects.toThrow('crash');
    await fixture.restart();
    expect(await fixture.mails()).toHaveLength(1);
    await fixture.poll();
    expect(await fixture.mails()).toHaveLength(1);
  });

  it('is asked about later when it cannot be at once, and notified then', async () => {
    await using fixture = await EnrichmentFixture.start([running]);
    fixture.cloud.move('b1', 'Success', { objects });
    fixture.cloud.misbehave(DENIED, isCount);
    await fixture.poll();
    await fixture.poll();
    expect(fixture.requests).toEqual([LIST]);
    await fixture.poll();
    expect(fixture.requests).toContain('/jobs b1');
    expect(await fixture.mails()).toHaveLength(1);
  });

  it('is asked about at once when the clock that put it off has been set back since', async () => {
    await using fixture = await EnrichmentFixture.start([running]);
    fixture.cloud.move('b1', 'Success', { objects });
    fixture.cloud.misbehave(DENIED, isCount);
    await fixture.poll();
    const next_try_at = fixture.clock.now() + 2 * HOUR;
    await fixture.store.write((trx) => trx.updateTable('object_count').set({ next_try_at }).execute());
    await fixture.poll();
    expect(fixture.requests).toContain('/jobs b1');
  });

  it('is given up after five tries, with a reason that is stored', async () => {
    await using fixture = await EnrichmentFixture.start([running]);
    fixture.cloud.move('b1', 'Success', { objects });
    fixture.cloud.misbehave(DENIED, { ...always, ...isCount });
    const tries = [];
    for (let polls = 0; polls < 7; polls += 1) {
      await fixture.poll();
      tries.push(...fixture.requests.filter((request) => request === '/jobs b1'));
      await fixture.wait(HOUR);
    }
    expect(tries).toHaveLength(5);
    expect(await fixture.decisions()).toEqual(['b1: suppress objects-not-counted']);
  });

  it('again with failed objects is an update of the same thread', async () => {
    await using fixture = await EnrichmentFixture.start([running, { ...running, jobId: 'b2' }]);
    fixture.cloud.move('b1', 'Success', { objects });
    await fixture.poll();
    fixture.cloud.move('b2', 'Success', { objects });
    await fixture.poll();
    expect((await fixture.mails()).map(({ subject }) => subject)).toEqual([
      '[Batchwatch] Succeeded with failed objects: nightly (media)',
      'Re: [Batchwatch] Succeeded with failed objects: nightly (media)',
    ]);
  });
});
