import { expect, it } from 'vitest';
import { BatchwatchProcess } from '../../support/process/batchwatch-process.ts';
import { startMonitoring, type Monitoring } from '../../support/prometheus/monitoring.ts';
import { startFixture } from '../../support/process/fixture.ts';

it('while its mail server is down, a failed job and the mail that waits reach Alertmanager', async () => {
  await using fixture = await startFixture();
  const { cloud, smtp, config } = fixture;
  await using daemon = new BatchwatchProcess(['run', '--config', config]);
  await daemon.line('poll complete');
  await using monitoring = await startMonitoring(await daemon.url());
  const fires = (alertname: string) => expect.poll(() => firing(monitoring, alertname), PATIENCE);

  await fires('BatchwatchWatchdog').toEqual([{ alertname: 'BatchwatchWatchdog', severity: 'none' }]);
  await expect.poll(() => monitoring.query('up'), PATIENCE).toEqual([1, 1, 1]);
  // A machine that is too busy for a scrape makes others fire for a moment.
  await expect.poll(() => names(monitoring), PATIENCE).toEqual(['BatchwatchWatchdog']);

  await smtp.refuse();
  cloud.put({ jobId: 'b1', name: 'nightly-transcode', state: 'Failed', creationTime: Date.now() });
  const { host: instance } = new URL(await daemon.url());
  const ours = { job: 'batchwatch', severity: 'warning' };
  await fires('BatchwatchJobsFailed').toMatchObject([{ ...ours, target: 'media' }]);
  await fires('BatchwatchNotificationFailures').toMatchObject([{ ...ours, channel: 'email' }]);
  expect(smtp.mails).toEqual([]);

  await smtp.resume();
  await smtp.received(({ summary }) => summary.includes('nightly-transcode'));
  await fires('BatchwatchNotificationFailures').toEqual([]);

  await daemon.kill('SIGKILL');
  await fires('BatchwatchDown').toMatchObject([{ ...ours, instance, severity: 'critical' }]);
});

const PATIENCE = { interval: 200 };

async function firing(monitoring: Monitoring, alertname: string) {
  return (await monitoring.alerts()).filter((labels) => labels['alertname'] === alertname);
}

async function names(monitoring: Monitoring) {
  return (await monitoring.alerts()).map((labels) => labels['alertname']);
}
