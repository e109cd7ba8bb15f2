import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../../src/platform/time.ts';
import { usualRule } from '../../support/engine/incident-fixture.ts';
import { EnrichmentFixture, QUEUE } from '../../support/poll/enrichment-fixture.ts';

const LIST = '/inventorytriggerjob';
const always = { times: Number.POSITIVE_INFINITY };
const isQueue = { when: ({ path }: { path: string }) => path === '/queue' };

/** The queue is paused, and with it this job. */
async function pausedJob(): Promise<EnrichmentFixture> {
  const fixture = await EnrichmentFixture.start([{ jobId: 'b1', name: 'nightly', state: 'Submitted' }]);
  pause(fixture);
  fixture.cloud.move('b1', 'Pause');
  return fixture;
}

function pause(fixture: EnrichmentFixture): void {
  fixture.cloud.putQueue({
    queueId: QUEUE,
    name: 'night',
    state: 'Paused',
    updateTime: fixture.now - MINUTE,
  });
}

describe('the mail about a paused job', () => {
  it('says what the API knows of its queue', async () => {
    await using fixture = await pausedJob();
    await fixture.poll();
    expect(fixture.requests).toEqual([LIST, '/queue']);
    expect(await fixture.mails()).toMatchObject([
      {
        subject: '[Batchwatch] Paused: queue night (media), nightly',
        text: expect.stringContaining(`Queue night (${QUEUE}) is Paused, last changed 2024-06-27 07:22:40.`),
      },
    ]);
  });

  it('calls the queue by its name to the end', async () => {
    await using fixture = await pausedJob();
    for (const jobId of ['b2', 'b3']) fixture.put({ jobId, state: 'Pause' });
    await fixture.poll();
    for (const jobId of ['b1', 'b2', 'b3']) fixture.cloud.move(jobId, 'Running');
    await fixture.poll();
    const [first, last, ...others] = await fixture.mails();
    expect(others).toEqual([]);
    expect(first?.text).toMatch(/^3 jobs paused: queue night\b/);
    expect(last?.text).toMatch(/^Resumed: 3 jobs paused: queue night\b/);
    expect(last?.subject).toBe('Re: [Batchwatch] Paused: queue night (media), 3 jobs');
  });

  it('says that the queue could not be asked for want of a right, and the poll is complete', async () => {
    await using fixture = await pausedJob();
    fixture.cloud.misbehave({ kind: 'error', status: 403, code: 'AccessDenied' }, { ...always, ...isQueue });
    expect(await fixture.poll()).toMatchObject({ outcome: 'complete', notifications: 1 });
    const [mail] = await fixture.mails();
    expect(mail?.text).toContain(
      `Queue ${QUEUE} could not be asked: AccessDenied; allow ci:DescribeMediaQueues.`,
    );
  });

  it('comes all the same, within five seconds, when nobody answers', async () => {
    await using fixture = await pausedJob();
    fixture.cloud.misbehave({ kind: 'hang' }, { ...always, ...isQueue });
    const report = await fixture.poll();
    expect(report).toMatchObject({ outcome: 'complete', notifications: 1 });
    expect(report.duration).toBeLessThanOrEqual(5 * SECOND);
    const [mail] = await fixture.mails();
    expect(mail?.text).toContain(`Queue ${QUEUE} could not be asked: facts-late (no answer in time).`);
  });

  it('says where the queue was looked for when it was not found', async () => {
    await using fixture = await EnrichmentFixture.start([
      { jobId: 'b1', name: 'nightly', state: 'Submitted' },
    ]);
    fixture.cloud.move('b1', 'Pause');
    await fixture.poll();
    expect((await fixture.mails())[0]?.text).toContain(`Queue ${QUEUE} was not found in /queue.`);
  });

  it('says that an answer of another layout cannot be read', async () => {
    await using fixture = await pausedJob();
    fixture.cloud.misbehave({ kind: 'verbatim', body: '<Response><Queues/></Response>' }, isQueue);
    await fixture.poll();
    expect((await fixture.mails())[0]?.text).toContain('answer-malformed (malformed answer)');
  });
});

describe('a queue is asked for', () => {
  it('by no poll without newly paused jobs', async () => {
    await using fixture = await pausedJob();
    await fixture.poll();
    for (let polls = 0; polls < 10; polls += 1) {
      await fixture.poll();
      expect(fixture.requests).toEqual([LIST]);
    }
  });

  it('once for all its jobs, and not again for those that trickle in within the minute', async () => {
    await using fixture = await pausedJob();
    for (const jobId of ['b2', 'b3', 'b4']) fixture.put({ jobId, state: 'Pause' });
    await fixture.poll();
    expect(fixture.requests).toEqual([LIST, '/queue']);
    fixture.put({ jobId: 'b5', state: 'Pause' });
    await fixture.poll();
    expect(fixture.requests).toEqual([LIST]);
    fixture.put({ jobId: 'b6', state: 'Pause' });
    await fixture.poll();
    expect(fixture.requests).toEqual([LIST, '/queue']);
    expect((await fixture.mails()).every(({ text }) => /Queue night \(.*\) is Paused/.test(text))).toBe(true);
  });

  it('again for a reminder', async () => {
    await using fixture = await pausedJob();
    await fixture.poll();
    await fixture.wait(4 * HOUR - 90 * SECOND);
    fixture.cloud.putQueue({ queueId: QUEUE, name: 'night', state: 'Active', updateTime: fixture.now });
    const asked: string[] = [];
    for (let polls = 0; polls < 4; polls += 1) {
      await fixture.poll();
      asked.push(...fixture.requests.filter((request) => request === '/queue'));
    }
    const [, reminder, ...others] = await fixture.mails();
    expect(reminder?.subject).toBe('Re: [Batchwatch] Paused: queue night (media), nightly');
    expect(reminder?.text).toMatch(/Queue night \(.*\) is Active, last changed/);
    expect(others).toEqual([]);
    expect(asked.length).toBeLessThanOrEqual(2);
  });

  it('never when nobody is notified', async () => {
    await using fixture = await EnrichmentFixture.start([], { rules: [usualRule({ receivers: [] })] });
    fixture.put({ jobId: 'b1', state: 'Pause' });
    await fixture.poll();
    expect(fixture.requests).toEqual([LIST]);
  });
});

it('a closing says nothing of the queue', async () => {
  await using fixture = await pausedJob();
  await fixture.poll();
  fixture.cloud.move('b1', 'Running');
  await fixture.poll();
  const [, closing] = await fixture.mails();
  expect(closing?.subject).toBe('Re: [Batchwatch] Paused: queue night (media), nightly');
  expect(closing?.text).not.toContain('(night)');
});
