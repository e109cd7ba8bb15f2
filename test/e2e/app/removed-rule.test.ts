import { expect, it } from 'vitest';
import { BatchwatchProcess } from '../../support/process/batchwatch-process.ts';
import { startFixture } from '../../support/process/fixture.ts';

it('what a rule opened that a reload takes out is notified as that rule said', async () => {
  await using fixture = await startFixture();
  const failures = { name: 'failures', match: { states: ['Failed'] }, receivers: ['oncall'] };
  const pauses = { ...failures, name: 'pauses', match: { states: ['Pause'] }, tellRecovery: false };
  fixture.configure({ root: { rules: [failures, pauses] } });
  await using daemon = new BatchwatchProcess(['run', '--config', fixture.config]);
  await daemon.line('poll complete');
  fixture.cloud.put({ jobId: 'b1', name: 'nightly', state: 'Pause', creationTime: Date.now() });
  await fixture.smtp.received(({ summary }) => summary.includes('Paused: nightly'));
  fixture.configure({ root: { rules: [failures] } });
  daemon.signal('SIGHUP');
  await daemon.line('configuration reloaded');
  fixture.cloud.move('b1', 'Running');
  await daemon.line('job transition', ({ to }) => to === 'Running');
  // A notification of its end would be in the outbox before this.
  fixture.cloud.put({ jobId: 'b2', name: 'weekly', state: 'Failed', creationTime: Date.now() });
  await fixture.smtp.received(({ summary }) => summary.includes('Failed: weekly'));
  expect(fixture.smtp.mails.map(({ summary }) => summary)).toEqual([
    'Paused: nightly (media)',
    'Failed: weekly (media)',
  ]);
  expect(await daemon.kill('SIGTERM')).toEqual({ code: 0, signal: null });
});
