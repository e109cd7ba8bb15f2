import { expect, it } from 'vitest';
import { paint } from '../../../src/cli/terminal/paint.ts';
import { safeTerminal } from '../../../src/cli/terminal/safe-terminal.ts';
import type { Terminal } from '../../../src/platform/terminal.ts';

function shown(text: string, isTerminal: boolean): string {
  let out = '';
  const terminal = safeTerminal({
    isTerminal,
    out: (piece: string) => (out += piece),
    err: (piece: string) => (out += piece),
  } as unknown as Terminal);
  terminal.out(text);
  terminal.err(text);
  return out;
}

it('a terminal gets line breaks, our colours and what can be seen, and obeys nothing else', () => {
  const hostile = 'a\u001B[2J\u001B]0;title\u0007\u009B31m\u202E\u2028\r\b中文\n';
  const safe = 'a\\u{1b}[2J\\u{1b}]0;title\\u{7}\\u{9b}31m\\u{202e}\\u{2028}\\u{d}\\u{8}中文\n';
  expect(shown(hostile, true)).toBe(safe + safe);
  expect(shown(hostile, false)).toBe(safe + safe);
});

it('colours stay on a terminal, and reach no file', () => {
  expect(shown(paint('ok', 'green'), true)).toBe(paint('ok', 'green').repeat(2));
  expect(shown(paint('ok', 'green'), false)).not.toContain('\u001B');
});
