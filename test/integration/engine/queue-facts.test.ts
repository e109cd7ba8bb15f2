import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../../src/platform/time.ts';
import { usualRule } from '../../support/incident-bench.ts';
import { FactBench, QUEUE } from '../../support/fact-bench.ts';

const LIST = '/inventorytriggerjob';
const always = { times: Number.POSITIVE_INFINITY };
const isQueue = { when: ({ path }: { path: string }) => path === '/queue' };

/** The queue is paused, and with it this job. */
async function pausedJob(): Promise<FactBench> {
  const bench = await FactBench.start([{ jobId: 'b1', name: 'nightly', state: 'Submitted' }]);
  pause(bench);
  bench.cloud.move('b1', 'Pause');
  return bench;
}

function pause(bench: FactBench): void {
  bench.cloud.putQueue({ queueId: QUEUE, name: 'night', state: 'Paused', updateTime: bench.now - MINUTE });
}

describe('the mail about a paused job', () => {
  it('says what the API knows of its queue', async () => {
    await using bench = await pausedJob();
    await bench.poll();
    expect(bench.requests).toEqual([LIST, '/queue']);
    expect(await bench.mails()).toMatchObject([
      {
        subject: '[Batchwatch] Paused: queue night (media), nightly',
        text: expect.stringContaining(`Queue night (${QUEUE}) is Paused, last changed 2024-06-27 07:22:40.`),
      },
    ]);
  });

  it('calls the queue by its name to the end', async () => {
    await using bench = await pausedJob();
    for (const jobId of ['b2', 'b3']) bench.put({ jobId, state: 'Pause' });
    await bench.poll();
    for (const jobId of ['b1', 'b2', 'b3']) bench.cloud.move(jobId, 'Running');
    await bench.poll();
    const [first, last, ...others] = await bench.mails();
    expect(others).toEqual([]);
    expect(first?.text).toMatch(/^3 jobs paused: queue night\b/);
    expect(last?.text).toMatch(/^Resumed: 3 jobs paused: queue night\b/);
    expect(last?.subject).toBe('Re: [Batchwatch] Paused: queue night (media), 3 jobs');
  });

  it('says that the queue could not be asked for want of a right, and the poll is complete', async () => {
    await using bench = await pausedJob();
    bench.cloud.misbehave({ kind: 'error', status: 403, code: 'AccessDenied' }, { ...always, ...isQueue });
    expect(await bench.poll()).toMatchObject({ outcome: 'complete', notifications: 1 });
    const [mail] = await bench.mails();
    expect(mail?.text).toContain(
      `Queue ${QUEUE} could not be asked: AccessDenied; allow ci:DescribeMediaQueues.`,
    );
  });

  it('comes all the same, within five seconds, when nobody answers', async () => {
    await using bench = await pausedJob();
    bench.cloud.misbehave({ kind: 'hang' }, { ...always, ...isQueue });
    const report = await bench.poll();
    expect(report).toMatchObject({ outcome: 'complete', notifications: 1 });
    expect(report.duration).toBeLessThanOrEqual(5 * SECOND);
    const [mail] = await bench.mails();
    expect(mail?.text).toContain(`Queue ${QUEUE} could not be asked: facts-late (no answer in time).`);
  });

  it('says where the queue was looked for when it was not found', async () => {
    await using bench = await FactBench.start([{ jobId: 'b1', name: 'nightly', state: 'Submitted' }]);
    bench.cloud.move('b1', 'Pause');
    await bench.poll();
    expect((await bench.mails())[0]?.text).toContain(`Queue ${QUEUE} was not found in /queue.`);
  });

  it('says that an answer of another layout cannot be read', async () => {
    await using bench = await pausedJob();
    bench.cloud.misbehave({ kind: 'verbatim', body: '<Response><Queues/></Response>' }, isQueue);
    await bench.poll();
    expect((await bench.mails())[0]?.text).toContain('answer-malformed (malformed answer)');
  });
});

describe('a queue is asked for', () => {
  it('by no poll without newly paused jobs', async () => {
    await using bench = await pausedJob();
    await bench.poll();
    for (let polls = 0; polls < 10; polls += 1) {
      await bench.poll();
      expect(bench.requests).toEqual([LIST]);
    }
  });

  it('once for all its jobs, and not again for those that trickle in within the minute', async () => {
    await using bench = await pausedJob();
    for (const jobId of ['b2', 'b3', 'b4']) bench.put({ jobId, state: 'Pause' });
    await bench.poll();
    expect(bench.requests).toEqual([LIST, '/queue']);
    bench.put({ jobId: 'b5', state: 'Pause' });
    await bench.poll();
    expect(bench.requests).toEqual([LIST]);
    bench.put({ jobId: 'b6', state: 'Pause' });
    await bench.poll();
    expect(bench.requests).toEqual([LIST, '/queue']);
    expect((await bench.mails()).every(({ text }) => /Queue night \(.*\) is Paused/.test(text))).toBe(true);
  });

  it('again for a reminder', async () => {
    await using bench = await pausedJob();
    await bench.poll();
    await bench.wait(4 * HOUR - 90 * SECOND);
    bench.cloud.putQueue({ queueId: QUEUE, name: 'night', state: 'Active', updateTime: bench.now });
    const asked: string[] = [];
    for (let polls = 0; polls < 4; polls += 1) {
      await bench.poll();
      asked.push(...bench.requests.filter((request) => request === '/queue'));
    }
    const [, reminder, ...others] = await bench.mails();
    expect(reminder?.subject).toBe('Re: [Batchwatch] Paused: queue night (media), nightly');
    expect(reminder?.text).toMatch(/Queue night \(.*\) is Active, last changed/);
    expect(others).toEqual([]);
    expect(asked.length).toBeLessThanOrEqual(2);
  });

  it('never when nobody is told', async () => {
    await using bench = await FactBench.start([], { rules: [usualRule({ receivers: [] })] });
    bench.put({ jobId: 'b1', state: 'Pause' });
    await bench.poll();
    expect(bench.requests).toEqual([LIST]);
  });
});

it('a closing says nothing of the queue', async () => {
  await using bench = await pausedJob();
  await bench.poll();
  bench.cloud.move('b1', 'Running');
  await bench.poll();
  const [, closing] = await bench.mails();
  expect(closing?.subject).toBe('Re: [Batchwatch] Paused: queue night (media), nightly');
  expect(closing?.text).not.toContain('(night)');
});
