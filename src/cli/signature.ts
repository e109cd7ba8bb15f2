import { oneLine } from '../alerts/one-line.ts';
import type { Terminal } from './terminal.ts';

/** Who does something, and what they say to it. */
export interface Signature {
  readonly author?: string | undefined;
  readonly comment?: string | undefined;
}

/** As it is kept: each on one line, the author by default the user of the system. */
export function signed({ author, comment }: Signature, { env }: Pick<Terminal, 'env'>) {
  return {
    by: oneLine(author ?? '') || oneLine(env['USER'] ?? '') || 'unknown',
    comment: oneLine(comment ?? ''),
  };
}
