import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const HOLDER = fileURLToPath(new URL('store-holder.ts', import.meta.url));

/** Nobody's number: a user that root can become, to whom permissions apply. */
const NOBODY = '65534';

/** Another process that holds a store open, or was refused. */
export class StoreProcess implements AsyncDisposable {
  /** `open`, or the code of the fault. */
  readonly said: Promise<string>;
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;

  /** @param options `unprivileged` has it run as a user who is not root; to no effect when the test is not. */
  constructor(path: string, options: { unprivileged?: boolean } = {}) {
    const args = options.unprivileged === true ? [path, NOBODY] : [path];
    this.#child = spawn(process.execPath, [HOLDER, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#ended = new Promise((resolve) => this.#child.once('close', resolve));
    this.said = new Promise((resolve) => {
      this.#child.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
    });
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.stdin?.end();
    await this.#ended;
  }
}
