import { expect, it } from 'vitest';
import { BatchwatchProcess } from '../support/batchwatch-process.ts';
import { startScene } from '../support/scene.ts';

it('what a rule opened that a reload takes out is told as that rule said', async () => {
  await using scene = await startScene();
  const failures = { name: 'failures', match: { states: ['Failed'] }, receivers: ['oncall'] };
  const pauses = { ...failures, name: 'pauses', match: { states: ['Pause'] }, tellRecovery: false };
  scene.configure({ root: { rules: [failures, pauses] } });
  await using daemon = new BatchwatchProcess(['run', '--config', scene.config]);
  await daemon.line('poll complete');
  scene.cloud.put({ jobId: 'b1', name: 'nightly', state: 'Pause', creationTime: Date.now() });
  await scene.smtp.received(({ summary }) => summary.includes('Paused: nightly'));
  scene.configure({ root: { rules: [failures] } });
  daemon.signal('SIGHUP');
  await daemon.line('configuration reloaded');
  scene.cloud.move('b1', 'Running');
  await daemon.line('job transition', ({ to }) => to === 'Running');
  // What would have been told of its end is in the outbox before this.
  scene.cloud.put({ jobId: 'b2', name: 'weekly', state: 'Failed', creationTime: Date.now() });
  await scene.smtp.received(({ summary }) => summary.includes('Failed: weekly'));
  expect(scene.smtp.mails.map(({ summary }) => summary)).toEqual([
    'Paused: nightly (media)',
    'Failed: weekly (media)',
  ]);
  expect(await daemon.kill('SIGTERM')).toEqual({ code: 0, signal: null });
});
