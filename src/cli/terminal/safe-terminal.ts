import { showUnseen } from '../../platform/unseen.ts';
import type { Terminal } from '../../platform/terminal.ts';

/** A terminal that obeys no text of others: it gets line breaks, our own colours, and what can be seen. */
export function safeTerminal(terminal: Terminal): Terminal {
  const { isTerminal, out, err } = terminal;
  return {
    ...terminal,
    out: (text) => out(showSafely(text, isTerminal)),
    err: (text) => err(showSafely(text, isTerminal)),
  };
}

function showSafely(text: string, isTerminal: boolean): string {
  return text
    .split(OURS)
    .map((part, at) => (at % 2 === 1 && (part === '\n' || isTerminal) ? part : showUnseen(part)))
    .join('');
}

const ESCAPE = '\u001B';
/** Line breaks, and the colours of `paint` and of the demo. */
const OURS = new RegExp(`(\n|${ESCAPE}\\[(?:0|2|31|32|33)m)`);
