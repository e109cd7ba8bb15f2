import { expect, it } from 'vitest';
import { BatchwatchProcess } from '../../support/process/batchwatch-process.ts';
import { startFixture } from '../../support/process/fixture.ts';

it('notifies of one Failed job by mail, once, also after a SIGKILL and a restart', async () => {
  await using fixture = await startFixture();
  const { cloud, smtp, config } = fixture;
  cloud.put({ jobId: 'b1', name: 'nightly-transcode', state: 'Running', creationTime: Date.now() - 60_000 });
  {
    await using daemon = new BatchwatchProcess(['run', '--config', config]);
    await daemon.line('poll complete');
    cloud.move('b1', 'Failed', { code: 'AccessDenied', message: 'no permission to write the output' });
    const mail = await smtp.received();
    expect(mail.summary).toBe('Failed: nightly-transcode (media)');
    expect(mail.text).toMatch(/^Failed .*b1.*$/m);
    await daemon.line('notification delivered');
    await daemon.kill('SIGKILL');
  }
  await using daemon = new BatchwatchProcess(['run', '--config', config]);
  await daemon.line('poll complete');
  cloud.put({ jobId: 'b2', name: 'born-failed', state: 'Failed', creationTime: Date.now() });
  await smtp.received(({ summary }) => summary.includes('born-failed'));
  expect(smtp.mails).toHaveLength(2);
  expect(await daemon.kill('SIGTERM')).toEqual({ code: 0, signal: null });
});

it('forgets ended jobs after the retention, and sends no second notification of them', async () => {
  await using fixture = await startFixture();
  const { cloud, smtp, config } = fixture;
  fixture.configure({
    target: { lookback: '96h', firstRun: 'each' },
    root: { storage: { url: `sqlite:${fixture.store}`, retention: '1s' } },
  });
  cloud.put({ jobId: 'b1', name: 'old', state: 'Failed', creationTime: Date.now() - 3 * 86_400_000 });
  await using daemon = new BatchwatchProcess(['run', '--config', config]);
  await daemon.line('notification delivered');
  expect((await daemon.line('pruned'))['jobs']).toBe(1);
  const polls = () => daemon.lines.filter(({ msg }) => msg === 'poll complete').length;
  const before = polls();
  await expect.poll(polls).toBeGreaterThan(before + 1);
  expect(smtp.mails).toHaveLength(1);
});
