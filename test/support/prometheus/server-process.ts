import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';

/** A server of others, as a process of its own that ends with the test. */
export class ServerProcess implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  #output = '';
  #isOver = false;

  constructor(program: string, args: readonly string[]) {
    this.#child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.#output += chunk.toString()));
    this.#ended = new Promise((resolve) => {
      const end = () => {
        this.#isOver = true;
        resolve();
      };
      this.#child.once('close', end);
      this.#child.once('error', (error) => {
        this.#output += String(error);
        end();
      });
    });
  }

  /** Resolves when `url` answers well. @throws Error with what it wrote, when the process ends first. */
  async answers(url: string): Promise<void> {
    for (;;) {
      if (this.#isOver) throw new Error(`it ended before it answered:\n${this.#output}`);
      const answer = await fetch(url).catch(() => undefined);
      if (answer?.ok === true) return;
      await setTimeout(50);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#isOver) this.#child.kill('SIGKILL');
    await this.#ended;
  }
}
