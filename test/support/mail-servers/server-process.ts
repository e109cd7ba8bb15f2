import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';

/** A mail server in the foreground, in a group of its own: some end theirs as a whole. */
export class ServerProcess implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  #output = '';

  constructor(command: readonly [string, ...string[]]) {
    const [file, ...args] = command;
    this.#child = spawn(file, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.#output += chunk.toString()));
    }
    this.#ended = once(this.#child, 'exit');
  }

  /** Resolves when the port greets. @throws Error with what the server printed when it ends before. */
  async greets(port: number): Promise<void> {
    for (;;) {
      if (this.#child.exitCode !== null) throw new Error(`the mail server has ended: ${this.#output}`);
      if (await isGreeting(port)) return;
      await setTimeout(20);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGTERM');
    await this.#ended;
  }
}

function isGreeting(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', () => {
      socket.end('QUIT\r\n');
      resolve(true);
    });
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
  });
}
