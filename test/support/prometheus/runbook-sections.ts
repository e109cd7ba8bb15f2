import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const RUNBOOKS = fileURLToPath(new URL('../../../docs/runbooks.md', import.meta.url));

/** The sections on alerts of docs/runbooks.md: those whose title is one word, with their text. */
export function readRunbookSections(): Map<string, string> {
  const parts = readFileSync(RUNBOOKS, 'utf8').split(/^## /m).slice(1);
  return new Map(
    parts.flatMap((part): [string, string][] => {
      const [title = '', ...lines] = part.split('\n');
      return /^Batchwatch\w*$/.test(title) ? [[title, lines.join('\n')]] : [];
    }),
  );
}
