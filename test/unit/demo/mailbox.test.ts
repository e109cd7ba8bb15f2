import { expect, it } from 'vitest';
import { createEmailChannel } from '../../../src/channel/email/send.ts';
import { createMailboxApp } from '../../../src/demo/mailbox/mailbox-app.ts';
import { Mailbox } from '../../../src/demo/mailbox/mailbox.ts';
import { startSmtpCapture } from '../../../src/demo/mailbox/smtp-capture.ts';
import { systemClock } from '../../../src/platform/time.ts';
import { sampleJob, sampleMessage } from '../../support/mail/sample-message.ts';
import { TENCENT_PAGES } from '../../../src/tencent/advice/vendor-pages.ts';

it('keeps what its mail server takes, as the reader gets it, and knows how severe it is', async () => {
  await using post = await startPost();
  expect(await post.send({ severity: 'warning' })).toMatchObject({ outcome: 'delivered' });
  expect(post.mailbox.mails).toMatchObject([
    {
      number: 1,
      to: ['oncall@example.com'],
      subject: '[Batchwatch] Failed: nightly-transcode (media)',
      severity: 'warning',
      text: expect.stringContaining('be7d3a5c0f2b44c6a9d1e8f7b6c5d4e3f'),
      html: expect.stringContaining('be7d3a5c0f2b44c6a9d1e8f7b6c5d4e3f'),
      headers: expect.arrayContaining(['X-Batchwatch-Incident: 01jd9x2m']),
    },
  ]);
});

it('reads what is new in a mail, whatever its script', async () => {
  await using post = await startPost();
  await post.send({ jobs: [sampleJob({ name: '字幕烧录-夜间批次' })] });
  const [mail] = post.mailbox.mails;
  expect(mail?.summary).toContain('字幕烧录-夜间批次');
});

it('refuses when told so, as a failure that is tried again, and takes mail afterwards', async () => {
  await using post = await startPost();
  post.server.setRefusing({ code: 421, text: 'not now' });
  expect(await post.send()).toMatchObject({
    outcome: 'temporary',
    response: expect.stringContaining('not now'),
  });
  expect(post.mailbox.count).toBe(0);
  post.server.setRefusing(undefined);
  expect(await post.send()).toMatchObject({ outcome: 'delivered' });
});

it('shows the newest mail first, keeps the last 200, and says how many there were', async () => {
  const mailbox = new Mailbox({ onMail: () => {} });
  const app = createMailboxApp(mailbox, 'UTC');
  expect(await (await app.request('/')).text()).toContain('No mail yet');
  for (let sent = 1; sent <= 202; sent += 1) {
    const raw = Buffer.from(`Subject: mail ${sent}\r\n\r\ntext\r\n`);
    await mailbox.take(raw, { to: ['<b>@example.com'], receivedAt: Date.UTC(2026, 10, 23, 9, 15) });
  }
  const list = await (await app.request('/')).text();
  expect(list).toContain('202 mails, the last 200 are kept');
  expect([...list.matchAll(/\/mails\/(\d+)"/g)].map(([, number]) => Number(number)).slice(0, 2)).toEqual([
    202, 201,
  ]);
  expect(list).toContain('09:15:00');
  expect(list).toContain('to &lt;b&gt;@example.com');
  expect((await app.request('/mails/2')).status).toBe(404);
  expect(await (await app.request('/mails/3')).text()).toContain('has no HTML part');
});

it('lets nothing of a mail out of its part of the page, whoever sent it', async () => {
  const mailbox = new Mailbox({ onMail: () => {} });
  const app = createMailboxApp(mailbox, 'UTC');
  const evil = '<script>alert(1)</script>';
  const lines = [
    `Subject: ${evil}`,
    `X-${evil}: ${evil}`,
    'Content-Type: text/plain',
    '',
    `</pre>${evil}`,
    '',
  ];
  await mailbox.take(Buffer.from(lines.join('\r\n')), { to: [evil], receivedAt: 0 });
  for (const path of ['/', '/mails/1']) {
    const answer = await app.request(path);
    expect(await answer.text()).not.toContain('<script');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  }
});

async function startPost() {
  const mailbox = new Mailbox({ onMail: () => {} });
  const listen = { host: '127.0.0.1', port: 0 };
  const server = await startSmtpCapture({ listen, mailbox, clock: systemClock });
  const channel = createEmailChannel({
    host: server.host,
    port: server.port,
    security: 'none',
    hello: 'batchwatch.example.com',
    from: 'Batchwatch <batchwatch@example.com>',
    pages: TENCENT_PAGES,
    maxPerMinute: 60,
    clock: systemClock,
  });
  return {
    mailbox,
    server,
    send: (changes: Parameters<typeof sampleMessage>[0] = {}) =>
      channel.send(sampleMessage({ jobs: [sampleJob()], ...changes }), 'oncall@example.com', {
        signal: AbortSignal.timeout(10_000),
      }),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
