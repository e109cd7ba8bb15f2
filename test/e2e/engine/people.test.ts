import { expect, it } from 'vitest';
import { batchwatch, BatchwatchProcess } from '../../support/process/batchwatch-process.ts';
import { startFixture, type Fixture } from '../../support/process/fixture.ts';
import type { CapturedMail } from '../../support/mail/smtp-sink.ts';

/** A fixture whose daemon reminds every second and brings in the lead after three. */
async function startImpatient(): Promise<Fixture> {
  const fixture = await startFixture();
  const escalate = [{ after: '3s', receivers: ['lead'] }];
  fixture.configure({
    root: {
      receivers: [
        { name: 'oncall', email: { to: ['oncall@example.com'] } },
        { name: 'lead', email: { to: ['lead@example.com'] } },
      ],
      rules: [{ name: 'failures', receivers: ['oncall'], groupInterval: '0s', repeat: '1s', escalate }],
    },
  });
  return fixture;
}

const SUPPRESSED = 'batchwatch_notifications_suppressed_total{reason="silenced"}';
const isReminder = ({ summary }: CapturedMail) => summary.includes('Still open: ');

/** As many complete polls as it takes that whatever happened before is seen and done. */
async function twoPolls(daemon: BatchwatchProcess): Promise<void> {
  const polls = () => daemon.lines.filter(({ msg }) => msg === 'poll complete').length;
  await daemon.times('poll complete', polls() + 3);
}

/** The link in a mail, at the address where the daemon listens. */
async function linkIn(mail: CapturedMail, daemon: BatchwatchProcess): Promise<URL> {
  const [link = ''] = /http:\S+\/acknowledge\?\S+/.exec(mail.text) ?? [];
  const { pathname, search } = new URL(link);
  return new URL(`${pathname}${search}`, await daemon.url());
}

it('a silence set by another process is obeyed within one poll, and its end notifies of what is still open', async () => {
  await using fixture = await startFixture();
  const { cloud, smtp, config } = fixture;
  await using daemon = new BatchwatchProcess(['run', '--config', config]);
  await daemon.line('poll complete');
  const add = ['silence', 'add', '--match', 'name=nightly-*', '--for', '1h', '--config', config];
  expect(await batchwatch(add)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('silence 1 added'),
  });
  cloud.put({ jobId: 'b1', name: 'nightly-a', state: 'Pause', creationTime: Date.now() });
  cloud.put({ jobId: 'b2', name: 'daily', state: 'Failed', creationTime: Date.now() });
  await smtp.received();
  await twoPolls(daemon);
  expect(smtp.mails.map(({ summary }) => summary)).toEqual(['Failed: daily (media)']);
  expect(await daemon.metric(SUPPRESSED)).toBe(1);
  expect((await batchwatch(['silence', 'expire', '1', '--config', config])).code).toBe(0);
  const late = await smtp.received(({ summary }) => summary.includes('nightly-a'));
  expect(late.summary).toBe('Paused: nightly-a (media)');
});

it('a silence over what was notified holds its reminders; when it ends, one comes', async () => {
  await using fixture = await startImpatient();
  const { cloud, smtp, config } = fixture;
  await using daemon = new BatchwatchProcess(['run', '--config', config]);
  await daemon.line('poll complete');
  cloud.put({ jobId: 'b1', name: 'nightly', state: 'Pause', creationTime: Date.now() });
  await smtp.received(isReminder);
  await batchwatch(['silence', 'add', '--match', 'target=media', '--for', '1h', '--config', config]);
  await twoPolls(daemon);
  const before = smtp.mails.length;
  await twoPolls(daemon);
  expect(smtp.mails).toHaveLength(before);
  await batchwatch(['silence', 'expire', '1', '--config', config]);
  await expect.poll(() => smtp.mails.length).toBeGreaterThan(before);
  expect(smtp.mails[before]?.text).toContain('A silence or maintenance has ended');
});

it('an acknowledgement by command ends reminders and escalation, and the closing names who had it', async () => {
  await using fixture = await startImpatient();
  const { cloud, smtp, config } = fixture;
  await using daemon = new BatchwatchProcess(['run', '--config', config]);
  await daemon.line('poll complete');
  cloud.put({ jobId: 'b1', name: 'nightly', state: 'Pause', creationTime: Date.now() });
  const mail = await smtp.received();
  const [, id = ''] = /^ *batchwatch ack (\S+)$/m.exec(mail.text) ?? [];
  const acked = await batchwatch(['ack', id.slice(0, 8), '--author', 'alice', '--config', config]);
  expect([acked.code, acked.stdout]).toEqual([
    0,
    expect.stringContaining(`incident ${id} acknowledged by alice`),
  ]);
  await twoPolls(daemon);
  const before = smtp.mails.length;
  await twoPolls(daemon);
  await twoPolls(daemon);
  expect(smtp.mails).toHaveLength(before);
  const listed = await batchwatch(['incidents', '--config', config]);
  expect(listed.stdout).toMatch(new RegExp(`^${id}  acknowledged .* alice$`, 'm'));
  cloud.move('b1', 'Running');
  const closing = await smtp.received(({ summary }) => summary.includes('Resumed: '));
  expect(closing.text).toContain('Acknowledged by alice');
});

it('the link in the mail only shows by GET, and acknowledges by POST, also after a restart', async () => {
  await using fixture = await startFixture();
  const { cloud, smtp, config } = fixture;
  fixture.configure({
    root: { rules: [{ name: 'failures', receivers: ['oncall'], groupInterval: '0s', repeat: '1s' }] },
  });
  let mail: CapturedMail;
  {
    await using first = new BatchwatchProcess(['run', '--config', config]);
    await first.line('poll complete');
    cloud.put({ jobId: 'b1', name: 'nightly', state: 'Pause', creationTime: Date.now() });
    mail = await smtp.received();
    const shown = await fetch(await linkIn(mail, first));
    expect([shown.status, await shown.text()]).toEqual([200, expect.stringContaining('Acknowledge')]);
    expect((await fetch(await linkIn(mail, first), { method: 'HEAD' })).status).toBe(200);
    const seen = smtp.mails.length;
    await expect.poll(() => smtp.mails.length).toBeGreaterThan(seen);
    await first.kill('SIGKILL');
  }
  await using daemon = new BatchwatchProcess(['run', '--config', config]);
  const link = await linkIn(mail, daemon);
  const answer = await fetch(new URL(link.pathname, link), { method: 'POST', body: link.searchParams });
  expect([answer.status, await answer.text()]).toEqual([
    200,
    expect.stringContaining('Acknowledged by oncall'),
  ]);
  await twoPolls(daemon);
  const before = smtp.mails.length;
  await twoPolls(daemon);
  await twoPolls(daemon);
  expect(smtp.mails).toHaveLength(before);
  const { stdout } = await batchwatch(['incidents', '--state', 'acknowledged', '--json', '--config', config]);
  expect(JSON.parse(stdout)).toMatchObject([{ acknowledged: { by: 'oncall' } }]);
  const signature = link.searchParams.get('signature') ?? '';
  expect(daemon.stdout + daemon.stderr).not.toContain(signature);
});
