import { Readable } from 'node:stream';
import { runCommandLine } from '../../../src/cli/command-line.ts';
import type { Clock } from '../../../src/platform/time.ts';

/** Runs a command in this process and gathers what it prints. */
export async function runInTerminal(
  args: readonly string[],
  {
    clock,
    input = '',
    env = {},
    columns,
    user,
    isTyped = false,
    isStopped = false,
  }: {
    clock: Clock;
    input?: string | Buffer;
    env?: Readonly<Record<string, string>>;
    /** Of the terminal; undefined: the output is a file. */
    columns?: number | undefined;
    user?: string | undefined;
    /** True when somebody sits at the keyboard. */
    isTyped?: boolean;
    /** True when somebody has already asked to stop. */
    isStopped?: boolean;
  },
): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  let ids = 0;
  const code = await runCommandLine(args, {
    clock,
    random: () => 0.5,
    newId: () => `id${(ids += 1)}`,
    env,
    home: '/nonexistent',
    hostname: 'test',
    build: { version: '1.2.3', revision: 'abc', node: 'v24.0.0' },
    out: (text) => (out += text),
    err: (text) => (err += text),
    input: () => Object.assign(Readable.from([input]), { isTTY: isTyped }),
    isTerminal: false,
    columns,
    user,
    stopRequested: isStopped ? Promise.resolve('SIGINT') : new Promise(() => {}),
    onHangUp: () => {},
  });
  return { code, out, err };
}
