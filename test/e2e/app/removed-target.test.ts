import { expect, it } from 'vitest';
import { BatchwatchProcess } from '../../support/process/batchwatch-process.ts';
import { BUCKET, REGION, startFixture } from '../../support/process/fixture.ts';

it('a reload that removes a target ends what was notified of it, and says so', async () => {
  await using fixture = await startFixture();
  await using daemon = new BatchwatchProcess(['run', '--config', fixture.config]);
  await daemon.line('poll complete');
  fixture.cloud.put({ jobId: 'b1', name: 'nightly', state: 'Pause', creationTime: Date.now() });
  const opening = await fixture.smtp.received(({ summary }) => summary.includes('Paused: nightly'));
  // The other one reads another bucket, and finds nothing: the simulated cloud has the same jobs in every bucket.
  const jobs = { name: 'weekly' };
  const other = { name: 'other', bucket: `x${BUCKET}`, region: REGION, endpoint: fixture.cloud.url, jobs };
  fixture.configure({ root: { targets: [other] } });
  daemon.signal('SIGHUP');
  const closing = await fixture.smtp.received(({ summary }) => summary.includes('No longer watched'));
  expect(closing.summary).toBe('No longer watched: nightly (media)');
  expect(closing.headers.get('in-reply-to')).toBe(opening.messageId);
  expect(closing.text).toContain('The target was removed from the configuration');
  expect(await daemon.metric('batchwatch_incidents{state="open",severity="critical"}')).toBe(0);
  expect(await daemon.kill('SIGTERM')).toEqual({ code: 0, signal: null });
});
