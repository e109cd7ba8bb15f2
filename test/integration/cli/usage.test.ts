import { expect, it } from 'vitest';
import { runInTerminal } from '../../support/process/test-terminal.ts';
import { TestClock } from '../../support/test-clock.ts';

const helpOf = async (...command: readonly string[]) =>
  (await runInTerminal([...command, '--help'], { clock: new TestClock() })).out;

it('the help of every command speaks of messages, for mail is one channel of several', async () => {
  const whole = await helpOf();
  const names = [...(whole.split('Commands:')[1] ?? '').matchAll(/^ {2}([a-z-]+)/gm)].map(
    ([, name = '']) => name,
  );
  expect(names).toContain('replay');
  const helps = [whole, ...(await Promise.all(names.map(async (name) => await helpOf(name))))];
  const inner = await Promise.all([helpOf('notifications', 'resend'), helpOf('incidents', 'close')]);
  expect([...helps, ...inner].flatMap((help) => help.match(/.*\bmails?\b(?! server).*/g) ?? [])).toEqual([]);
});

it.each([
  [['--help'], 0, /Usage: batchwatch/],
  [['explain', '--help'], 0, /Usage: batchwatch explain/],
  [['jobs', '--help'], 0, /--config <file>/],
  [['jbos'], 64, /unknown command 'jbos'[^]*Did you mean jobs\?/],
  [['explain'], 64, /missing required argument/],
  [['jobs', '--nonsense'], 64, /unknown option '--nonsense'/],
  [
    ['rotate-keys', '--url', 'http://127.0.0.1:9'],
    64,
    /rotate-keys works on this machine alone: leave out --url/,
  ],
  [['explain', 'b1', '--url', 'http://127.0.0.1:9'], 64, /explain works on this machine alone/],
  [['--url', 'http://127.0.0.1:9'], 64, /run works on this machine alone/],
  [['jobs', 'unexpected'], 64, /too many arguments/],
  [['replay'], 64, /required option '--since/],
  [['test-notification'], 64, /required option '--receiver/],
  [
    ['test-notification', '--receiver', ''],
    64,
    /'--receiver <name>' argument '' is invalid. It must not be empty\./,
  ],
  [
    ['test-notification', '--receiver', 'oncall', '--channel', ' '],
    64,
    /must not be empty; leave the option out/,
  ],
  [['run', '--config', '/nonexistent/batchwatch.yaml'], 78, /nonexistent/],
  [['once', '--config', '/nonexistent/batchwatch.yaml'], 78, /nonexistent/],
  [['jobs', '--config', '/nonexistent/batchwatch.yaml'], 78, /nonexistent/],
  [['replay', '--since', '7d', '-c', '/nonexistent/batchwatch.yaml'], 78, /nonexistent/],
  [['explain', 'b1', '-c', '/nonexistent/batchwatch.yaml'], 78, /nonexistent/],
])('%j ends with %d', async (args, code, text) => {
  const ended = await runInTerminal(args, { clock: new TestClock() });
  expect([ended.code, code === 0 ? ended.out : ended.err]).toEqual([code, expect.stringMatching(text)]);
});
