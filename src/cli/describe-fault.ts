import { inspect } from 'node:util';
import { BatchwatchError } from '../errors.ts';

/** What ended a command, for a person: the message and the hint, or a bug with all that is known of it. */
export function describeFault(error: unknown): string {
  if (!(error instanceof BatchwatchError)) return `batchwatch: this is a bug: ${inspect(error)}\n`;
  return `batchwatch: ${error.message}\n${error.hint === undefined ? '' : `hint: ${error.hint}\n`}`;
}
