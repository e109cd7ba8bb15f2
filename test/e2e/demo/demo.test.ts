import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { demoConfig } from '../../../src/demo/demo-config.ts';
import { batchwatch, BatchwatchProcess } from '../../support/process/batchwatch-process.ts';
import { TemporaryDirectory } from '../../support/temporary-directory.ts';

it('shows a mail about a Failed job soon after the start, and leaves nothing behind', async () => {
  await using demo = new BatchwatchProcess(['demo']);
  const mailbox = await found(demo, /^ {2}mails {4}(\S+)/m);
  const metrics = await found(demo, /^ {2}metrics {2}(\S+)/m);
  const health = await found(demo, /^ {2}health {3}(\S+)/m);
  const directory = await found(demo, /^ {2}files {4}(\S+)/m);

  await page(
    `${mailbox}/`,
    /href="(\/mails\/\d+)">\s*<span class="mark critical">.*Failed: ResourceDownloadFailed \(media\), nightly-transcode/,
  );
  await page(`${mailbox}/chats/en`, /chat slack"[^]*?<b>(Failed: nightly-transcode \(media\))<\/b>/);
  expect(await page(metrics, /^(batchwatch_target_up\{target="media"\} 1)$/m)).toBeDefined();
  expect(await (await fetch(health)).text()).toBe('ok\n');

  const [, explain] = /^ {2}node \S+ (explain .*)$/m.exec(demo.stdout) ?? [];
  const { code, stdout } = await batchwatch((explain ?? '').split(' '));
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('Running -> Failed') });
  expect(readFileSync(`${directory}/batchwatch.log`, 'utf8')).toMatch(/^\{.*"msg":"listening"/m);
  expect(demo.stdout).not.toContain('{"level"');
  expect(demo.stdout).not.toContain('\u001B');

  expect(await demo.kill('SIGTERM')).toEqual({ code: 0, signal: null });
  expect(existsSync(directory)).toBe(false);
  // A part that does not end in time would be named there.
  expect(demo.stderr).toBe('');
});

it('shows a mail with a hostile job name as text, its HTML part in a frame that can do nothing', async () => {
  await using demo = new BatchwatchProcess(['demo']);
  const mailbox = await found(demo, /^ {2}mails {4}(\S+)/m);
  const hostile = String.raw`Failed: ResourceAccessDenied \(media\), &lt;script&gt;alert\(&quot;3 a\.m\.&quot;\)&lt;/script&gt;\\r\\nBcc: everyone@example\.com`;
  const link = await page(`${mailbox}/`, new RegExp(String.raw`href="(/mails/\d+)">\s*.*${hostile}`));

  const opened = await fetch(`${mailbox}${link}`);
  const body = await opened.text();
  expect(body).toContain(`<iframe sandbox="" src="${link}/html"`);
  expect(body).not.toContain('<script');
  expect(opened.headers.get('content-security-policy')).toMatch(/default-src 'none'(?!.*script-src)/);
  expect(body).toContain('<dt>X-Batchwatch-Incident</dt>');
  expect(body).not.toContain('<dt>Bcc</dt>');

  const html = await fetch(`${mailbox}${link}/html`);
  expect(html.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'(?!.*script-src)/);
  expect(await html.text()).not.toContain('<script');
  expect(demo.stdout).not.toMatch(/^Bcc:/m);
  await demo.kill('SIGTERM');
});

it('serves a daemon elsewhere with the simulator and the mailbox as parts of their own', async () => {
  await using simulator = new BatchwatchProcess(['demo', '--only', 'simulator', '--listen', '0.0.0.0:0']);
  await using mailbox = new BatchwatchProcess(['demo', '--only', 'mailbox', '--smtp', '0.0.0.0:0']);
  const cloudPort = await found(simulator, /alone, at http:\/\/0\.0\.0\.0:(\d+)$/m);
  const smtpPort = await found(mailbox, /^ {2}SMTP {5}0\.0\.0\.0:(\d+)/m);
  using directory = new TemporaryDirectory();
  const places = {
    listen: '127.0.0.1:0',
    publicUrl: 'http://localhost',
    store: directory.file('batchwatch.db'),
    endpoint: `http://127.0.0.1:${cloudPort}`,
    smtp: { host: '127.0.0.1', port: Number(smtpPort) },
  };
  writeFileSync(directory.file('batchwatch.yaml'), demoConfig(places));
  const { code } = await batchwatch(['once', '--config', directory.file('batchwatch.yaml')]);
  expect(code).toBe(0);
  await page(await found(mailbox, /^ {2}mails {4}(\S+)/m), /(Initial scan)/);
  expect(await simulator.kill('SIGINT')).toEqual({ code: 0, signal: null });
  expect(await mailbox.kill('SIGINT')).toEqual({ code: 0, signal: null });
});

it.each([
  { args: ['--only', 'everything'], says: 'Allowed choices are simulator, mailbox' },
  { args: ['--listen', 'localhost'], says: '--listen localhost is not an address' },
])('refuses $args as wrong usage', async ({ args, says }) => {
  const { code, stderr } = await batchwatch(['demo', ...args]);
  expect(code).toBe(64);
  expect(stderr).toContain(says);
});

it.each(['--listen', '--mailbox', '--smtp'])('says so when what %s names is taken', async (option) => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const { code, stderr } = await batchwatch(['demo', option, `127.0.0.1:${port}`]);
  other.close();
  expect(code).toBe(69);
  expect(stderr).toMatch(new RegExp(`cannot listen.*EADDRINUSE.*${port}\nhint: `));
});

/** Returns the match of the pattern's first group in the output, now or later. */
function found(demo: BatchwatchProcess, pattern: RegExp): Promise<string> {
  return eventually(pattern, () => demo.stdout);
}

/** Returns the match of the pattern's first group in the page, now or later. */
function page(url: string, pattern: RegExp): Promise<string> {
  return eventually(pattern, async () => (await fetch(url)).text());
}

async function eventually(pattern: RegExp, look: () => string | Promise<string>): Promise<string> {
  let group: string | undefined;
  const match = async () => (group = pattern.exec(await look())?.[1]);
  await expect.poll(match, { message: String(pattern) }).toBeDefined();
  return group ?? '';
}
