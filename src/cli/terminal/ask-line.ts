import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import type { Terminal } from '../../platform/terminal.ts';

/** Asks for one line. `undefined` when the answer was Ctrl-C, or the end of the input. */
export async function askLine(
  question: string,
  asked: { terminal: Pick<Terminal, 'input' | 'err'>; isHidden: boolean },
): Promise<string | undefined> {
  const { input, err } = asked.terminal;
  err(question);
  // With a terminal that shows nothing, the line can be edited and is not echoed. Else the system does both.
  const output = new Writable({ write: (_chunk, _encoding, done) => done() });
  const hidden = asked.isHidden ? { output, terminal: true } : { terminal: false };
  const lines = createInterface({ input: input(), ...hidden });
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  lines.once('line', resolve);
  lines.once('SIGINT', () => resolve(undefined));
  lines.once('close', () => resolve(undefined));
  const answer = await promise;
  lines.close();
  if (asked.isHidden || answer === undefined) err('\n');
  return answer;
}
