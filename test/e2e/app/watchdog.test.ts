import { expect, it } from 'vitest';
import { BatchwatchProcess } from '../../support/process/batchwatch-process.ts';
import { startFixture } from '../../support/process/fixture.ts';

it('notifies that the API cannot be read after five polls, and that it can be again', async () => {
  await using fixture = await startFixture();
  const { cloud, smtp, config } = fixture;
  fixture.configure({ root: { watchdog: { receivers: ['oncall'] } } });
  await using daemon = new BatchwatchProcess(['run', '--config', config]);
  await daemon.line('poll complete');
  cloud.misbehave({ kind: 'error', status: 400, code: 'InvalidArgument' }, { times: Infinity });
  const opening = await smtp.received(({ summary }) => summary.includes('Polling failed (media)'));
  expect(opening.summary).toBe('Polling failed (media)');
  expect(opening.text).toContain('5 polls in a row failed');
  expect(await daemon.metric('batchwatch_incidents{state="open",severity="critical"}')).toBe(1);
  await daemon.line('notification delivered');
  await daemon.kill('SIGKILL');
  await using next = new BatchwatchProcess(['run', '--config', config]);
  cloud.behave();
  const closing = await smtp.received(({ summary }) => summary.startsWith('Resolved:'));
  expect(closing.summary).toBe('Resolved: Polling failed (media)');
  expect(await next.metric('batchwatch_incidents{state="open",severity="critical"}')).toBe(0);
  expect(smtp.mails).toHaveLength(2);
});
