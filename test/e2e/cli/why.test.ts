import { expect, it } from 'vitest';
import { BatchwatchProcess } from '../../support/process/batchwatch-process.ts';
import { startFixture } from '../../support/process/fixture.ts';

const QUEUE = 'p2911917386e148639319e13c285cc774';
const OPERATION = { Tag: 'Transcode', QueueId: QUEUE };

it('notifies of a paused job with the state of its queue, and of a success with failed objects, also after a SIGKILL', async () => {
  await using fixture = await startFixture();
  const { cloud, smtp, config } = fixture;
  fixture.configure({ target: { enrich: ['failedObjects'] } });
  const job = { state: 'Running', operation: OPERATION, creationTime: Date.now() - 60_000 };
  cloud.put({ ...job, jobId: 'b1', name: 'nightly' });
  cloud.put({ ...job, jobId: 'b2', name: 'weekly' });
  {
    await using daemon = new BatchwatchProcess(['run', '--config', config]);
    await daemon.line('poll complete');
    cloud.putQueue({ queueId: QUEUE, name: 'night', state: 'Paused', updateTime: Date.now() });
    cloud.move('b1', 'Pause');
    const { summary, text } = await smtp.received();
    expect(summary).toBe('Paused: nightly (media)');
    expect(text).toMatch(new RegExp(`^Queue night \\(${QUEUE}\\) is Paused, last changed \\d{4}-`, 'm'));
    // Killed while it asks how the objects fared: the success is on disk, the answer is not.
    cloud.misbehave({ kind: 'hang' }, { when: ({ path }) => path === '/jobs' });
    cloud.move('b2', 'Success', { objects: { total: 10_000, failed: { AccessDenied: 12 } } });
    await expect.poll(() => cloud.requests.some(({ path }) => path === '/jobs')).toBe(true);
    await daemon.kill('SIGKILL');
  }
  await using daemon = new BatchwatchProcess(['run', '--config', config]);
  const mail = await smtp.received(({ summary }) => summary.includes('weekly'));
  expect(mail.summary).toBe('Succeeded, but 12 of at least 912 objects failed: weekly (media)');
  await daemon.line('poll complete');
  expect(smtp.mails).toHaveLength(2);
  expect(await daemon.kill('SIGTERM')).toEqual({ code: 0, signal: null });
});
