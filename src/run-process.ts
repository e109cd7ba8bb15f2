import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { homedir, hostname, userInfo } from 'node:os';
import { inspect } from 'node:util';
import { runCommandLine } from './cli/command-line.ts';
import { EXIT } from './cli/exit/exit-code.ts';
import { systemClock } from './platform/time.ts';

/** The process: arguments, signals, streams, exit code. Beside `main.ts` nothing else touches `process`. */
export async function runProcess(): Promise<never> {
  // The store holds names and addresses of people: whatever the process writes is its user's alone.
  process.umask(0o077);
  /** Called at a SIGHUP. `undefined`: the process stops, as when a terminal is closed. */
  let hangUp: (() => void) | undefined;

  const stopRequested = new Promise<string>((resolve) => {
    let isAsked = false;
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        // The first one stops in order; who asks again will not wait.
        if (isAsked) process.exit(EXIT.failed);
        isAsked = true;
        resolve(signal);
      });
    }
    process.on('SIGHUP', () => {
      if (hangUp === undefined) resolve('SIGHUP');
      else hangUp();
    });
  });

  endWithBugs();
  leaveWithReaders();
  process.exitCode = await runCommandLine(process.argv.slice(2), {
    clock: systemClock,
    random: Math.random,
    newId: () => randomBytes(8).toString('hex'),
    env: process.env,
    home: homedir(),
    hostname: hostname(),
    build: {
      version: packageVersion(),
      revision: process.env['BATCHWATCH_REVISION'] ?? 'unknown',
      node: process.version,
    },
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    input: () => process.stdin,
    isTerminal: process.stdout.isTTY,
    columns: process.stdout.isTTY ? Number(process.env['COLUMNS']) || process.stdout.columns : undefined,
    user: userName(),
    stopRequested,
    onHangUp: (listener) => {
      hangUp = listener;
    },
  });
  return process.exit();
}

/** Ends the process with an error that nobody caught: it is a bug. */
function endWithBugs(): void {
  process.on('uncaughtException', (error: unknown) => {
    process.stderr.write(`batchwatch: this is a bug: ${inspect(error)}\n`);
    process.exit(EXIT.bug);
  });
}

/** The reader of a pipe has gone (`batchwatch jobs | head`): nobody reads the rest. */
function leaveWithReaders(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(EXIT.done);
      throw error;
    });
  }
}

/** A container may run by a number that has no name. */
function userName(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}

function packageVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  const { version }: { version: string } = JSON.parse(text);
  return version;
}
