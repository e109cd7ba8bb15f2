import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { startScriptedServer } from '../../support/network/scripted-server.ts';
import { BatchwatchProcess } from '../../support/process/batchwatch-process.ts';
import { startFixture, type Fixture } from '../../support/process/fixture.ts';
import { startAlertmanager } from '../../support/prometheus/real-alertmanager.ts';

const RESEND = '1s';

const configure = (fixture: Fixture, urls: readonly string[]) =>
  fixture.configure({
    root: { receivers: [{ name: 'oncall', alertmanager: { urls, resend: RESEND } }] },
  });

/** The notifications, and each entry as `HOST: state`. */
function outbox(fixture: Fixture, servers: Readonly<Record<string, string>>) {
  using database = new DatabaseSync(fixture.store, { readOnly: true });
  const entries = z
    .array(z.object({ notification: z.number(), recipient: z.string(), state: z.string() }))
    .parse(database.prepare('SELECT notification, recipient, state FROM outbox ORDER BY id').all());
  const nameOf = (recipient: string) =>
    Object.entries(servers).find(([, url]) => recipient.startsWith(new URL(url).host))?.[0];
  return {
    notifications: new Set(entries.map(({ notification }) => notification)).size,
    entries: entries.map(({ recipient, state }) => `${nameOf(recipient)}: ${state}`),
  };
}

const Posted = z.array(z.object({ labels: z.record(z.string(), z.string()), endsAt: z.iso.datetime() }));
const endsOf = (asked: readonly { body: string }[]) =>
  asked.flatMap(({ body }) => Posted.parse(JSON.parse(body)).map(({ endsAt }) => Date.parse(endsAt)));

it('a real Alertmanager holds the alert of an incident while it is open, whatever happens beside', async () => {
  await using fixture = await startFixture();
  let isDown = true;
  await using other = await startScriptedServer(() => ({ status: isDown ? 503 : 200, body: '' }));
  await using late = await startScriptedServer(() => ({ body: '' }));
  await using stack = new AsyncDisposableStack();
  const first = await startAlertmanager();
  const firstEnds = stack.use(new AsyncDisposableStack());
  firstEnds.use(first);
  const servers = { real: first.url, other: other.url, late: late.url };
  configure(fixture, [first.url, other.url]);
  await using daemon = new BatchwatchProcess(['run', '--config', fixture.config]);
  await daemon.line('poll complete');

  fixture.cloud.put({ jobId: 'b1', name: 'nightly', state: 'Failed', creationTime: Date.now() });
  await expect.poll(() => first.alerts()).toHaveLength(1);
  const [opened] = await first.alerts();
  expect(opened?.labels).toMatchObject({
    alertname: 'BatchwatchIncident',
    incident: expect.stringMatching(/^\w+$/),
    receiver: 'oncall',
    rule: 'failures',
    severity: 'critical',
    target: 'media',
  });
  expect(await first.amtool('alert', 'query', `incident=${opened?.labels['incident']}`)).toContain(
    'BatchwatchIncident',
  );

  // Repeated before it would end by itself.
  const endOfFirst = () => first.alerts().then(([alert]) => Date.parse(alert?.endsAt ?? ''));
  const end = await endOfFirst();
  await expect.poll(endOfFirst).toBeGreaterThan(end + 3_000);

  // Each has a fate of its own.
  expect(outbox(fixture, servers).entries).toEqual(['real: sent', 'other: pending']);
  isDown = false;
  await expect.poll(() => outbox(fixture, servers).entries).toEqual(['real: sent', 'other: sent']);

  // A silence there is not our business.
  await first.amtool('silence', 'add', '--author=ada', '--comment=known', 'alertname=BatchwatchIncident');
  await expect.poll(async () => (await first.alerts())[0]?.status.state).toBe('suppressed');
  const silencedUntil = await endOfFirst();
  await expect.poll(endOfFirst).toBeGreaterThan(silencedUntil);

  // An Alertmanager that lost everything, and a new one, get what stands without a new message.
  await firstEnds.disposeAsync();
  await using second = await startAlertmanager(Number(new URL(first.url).port));
  await expect.poll(() => second.alerts()).toMatchObject([{ labels: opened?.labels }]);
  configure(fixture, [first.url, other.url, late.url]);
  daemon.signal('SIGHUP');
  await daemon.line('configuration reloaded');
  await expect.poll(() => late.asked.length).toBeGreaterThan(1);
  expect(Posted.parse(JSON.parse(late.asked[0]?.body ?? ''))).toMatchObject([{ labels: opened?.labels }]);
  expect(outbox(fixture, servers)).toEqual({ notifications: 1, entries: ['real: sent', 'other: sent'] });

  // A newer run that succeeds closes the incident; its end is repeated.
  fixture.cloud.put({ jobId: 'b2', name: 'nightly', state: 'Success', creationTime: Date.now() });
  await expect.poll(() => second.alerts()).toEqual([]);
  const closedAt = Date.now();
  const endsOfClosed = () => endsOf(late.asked).filter((endsAt) => endsAt <= closedAt);
  await expect.poll(() => endsOfClosed().length).toBeGreaterThan(3);
  expect(new Set(endsOfClosed()).size).toBe(1);
  expect(await second.alerts()).toEqual([]);
});
