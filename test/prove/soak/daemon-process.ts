import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Duration, Instant } from '../../../src/platform/time.ts';

const PROGRAM = fileURLToPath(new URL('daemon.ts', import.meta.url));

export interface DaemonProcessOptions {
  config: string;
  begin: Instant;
  /** The longest piece in which its clock moves. */
  step: Duration;
  deadlines: readonly Duration[];
  nodeFlags: readonly string[];
}

/** The real daemon in a process of its own, whose time passes only when its parent moves it. */
export class DaemonProcess implements AsyncDisposable {
  url = '';
  readonly #child: ChildProcess;
  #stderr = '';

  private constructor({ config, begin, step, deadlines, nodeFlags }: DaemonProcessOptions) {
    const args = [config, begin, step, ...deadlines].map(String);
    this.#child = fork(PROGRAM, args, {
      execArgv: [...nodeFlags, '--expose-gc'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#child.stderr?.on('data', (chunk: Buffer) => (this.#stderr += chunk.toString()));
  }

  static async start(options: DaemonProcessOptions): Promise<DaemonProcess> {
    const daemon = new DaemonProcess(options);
    const { url } = (await daemon.#answer()) as { url: string };
    daemon.url = url;
    return daemon;
  }

  /** Lets time pass until `instant`, and all be done that is due by then. */
  async moveTo(instant: Instant): Promise<void> {
    this.#child.send({ moveTo: instant });
    await this.#answer();
  }

  /** Returns the memory, handles and sleepers of the process, after its garbage was collected. */
  async holds(): Promise<{
    rss: number;
    heap: number;
    handles: number;
    sleepers: number;
  }> {
    this.#child.send({});
    const { heap, sleepers } = (await this.#answer()) as { heap: number; sleepers: number };
    const status = readFileSync(`/proc/${this.#child.pid}/status`, 'utf8');
    const rss = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
    return { rss, heap, handles: readdirSync(`/proc/${this.#child.pid}/fd`).length, sleepers };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGKILL');
    await once(this.#child, 'close');
  }

  /** The next message; rejects when the process ends first. */
  async #answer(): Promise<unknown> {
    const answered = new AbortController();
    const { signal } = answered;
    try {
      return await Promise.race([
        once(this.#child, 'message', { signal }).then(([message]) => message as unknown),
        once(this.#child, 'exit', { signal }).then(() =>
          Promise.reject(new Error(`the daemon ended: ${this.#stderr}`)),
        ),
      ]);
    } finally {
      answered.abort();
    }
  }
}
