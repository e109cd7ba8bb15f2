import { expect, it } from 'vitest';
import { TestClock } from '../../support/test-clock.ts';
import { runInTerminal } from '../../support/process/test-terminal.ts';

it.each([
  ['nothing', '', 'there is no password'],
  ['an empty line', '\n', 'there is no password'],
  ['seven characters', '1234567\n', 'at least 8 characters'],
  ['seven characters of two units each', '🐴'.repeat(7), 'at least 8 characters'],
  ['two lines', 'correct horse\nbattery staple\n', 'one line'],
  ['bytes that are no text', Buffer.from('correct\xffhorse', 'latin1'), 'not UTF-8'],
  ['a book', 'x'.repeat(100_000), 'too long'],
  ['a page', 'x'.repeat(2_000), 'at most 1024'],
])('hash-password refuses %s and prints no hash', async (_what, input, said) => {
  const { code, out, err } = await runInTerminal(['hash-password'], { clock: new TestClock(), input });
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toContain(said);
  expect(err).not.toContain('horse');
});
