import type { Readable } from 'node:stream';
import { askLine } from '../terminal/ask-line.ts';
import type { Terminal } from '../../platform/terminal.ts';

/** A password, or the reason why there is none. */
export type ReadPassword = { password: string } | { problem: string };

/** Asks for a password twice and shows nothing of it; what is no terminal is read to its end. */
export async function readPassword(terminal: Pick<Terminal, 'input' | 'err'>): Promise<ReadPassword> {
  const input = terminal.input();
  if (input.isTTY !== true) return await readAll(input);
  const password = await askLine('Password: ', { terminal, isHidden: true });
  if (password === undefined) return { problem: 'no password was given' };
  const again = await askLine('Again: ', { terminal, isHidden: true });
  return again === password ? { password } : { problem: 'the two are not the same' };
}

/** The most bytes that are read: more than any password has. */
const MOST_BYTES = 64 * 1024;

/** Reads the whole input, without its one trailing newline. */
async function readAll(input: Readable): Promise<ReadPassword> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of input) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MOST_BYTES) return { problem: 'that is too long for a password' };
    chunks.push(bytes);
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
    return { password: text.replace(/\r?\n$/, '') };
  } catch {
    return { problem: 'the password is not UTF-8' };
  }
}
