import { expect, it } from 'vitest';
import { readListenAddress } from '../../../src/demo/listen/listen-address.ts';
import { Narrator } from '../../../src/demo/narrator.ts';
import { TestClock } from '../../support/test-clock.ts';

it('shows one plain line each with the time since the beginning, the introduction first', async () => {
  const clock = new TestClock();
  const lines: string[] = [];
  const narrator = new Narrator({ out: (text) => lines.push(text), isTerminal: false, clock });
  narrator.narrate({ actor: 'mailbox', text: 'came early' });
  await clock.advance(5_000);
  narrator.begin('Introduction\n');
  await clock.advance(61_000);
  narrator.narrate({ actor: 'batchwatch', text: 'a name\r\nwith lines and \u001B[2J', mood: 'bad' });
  expect(lines).toEqual([
    'Introduction\n',
    '00:00  mailbox     came early\n',
    String.raw`01:01  batchwatch  a name\r\nwith lines and \x1B[2J` + '\n',
  ]);
});

it('colours on a terminal, and only what is bad, odd or good', () => {
  const lines: string[] = [];
  const narrator = new Narrator({
    out: (text) => lines.push(text),
    isTerminal: true,
    clock: new TestClock(),
  });
  narrator.begin('');
  narrator.narrate({ actor: 'tencent', text: 'plain' });
  narrator.narrate({ actor: 'tencent', text: 'red', mood: 'bad' });
  expect(lines.map((line) => line.includes('\u001B[31m'))).toEqual([false, false, true]);
});

it.each([
  ['127.0.0.1:8025', { host: '127.0.0.1', port: 8025 }],
  ['[::1]:0', { host: '::1', port: 0 }],
  ['localhost', undefined],
  ['127.0.0.1:65536', undefined],
  ['::1:80', undefined],
  ['http://localhost:80', undefined],
])('reads %s as a place to listen', (text, expected) => {
  expect(readListenAddress(text)).toEqual(expected);
});
