import { formatPasswordHash } from '../../platform/password-hash.ts';
import { hashPassword } from '../../http/auth/password.ts';
import { EXIT } from '../exit/exit-code.ts';
import { readPassword } from './read-password.ts';
import type { Terminal } from '../../platform/terminal.ts';

const SHORTEST = 8;
const LONGEST = 1_024;

/**
 * `batchwatch hash-password`: what to write as `passwordHash` of a user. The password comes by standard input: on the
 * command line everybody on the machine would see it, and the shell would keep it. @returns 1 when it is refused.
 */
export async function hashPasswordCommand(terminal: Terminal): Promise<number> {
  const read = await readPassword(terminal);
  const problem = 'problem' in read ? read.problem : problemOf(read.password);
  if ('problem' in read || problem !== undefined) {
    terminal.err(`batchwatch: ${problem}\n`);
    return EXIT.failed;
  }
  terminal.out(`${formatPasswordHash(await hashPassword(read.password))}\n`);
  return EXIT.done;
}

function problemOf(password: string): string | undefined {
  if (password === '') return 'there is no password on standard input';
  if (/\p{Cc}/u.test(password)) return 'the password must be one line, without control characters';
  if (Array.from(password).length < SHORTEST) return `the password must have at least ${SHORTEST} characters`;
  if (password.length > LONGEST) return `the password must have at most ${LONGEST} characters`;
  return undefined;
}
