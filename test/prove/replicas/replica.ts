import { fileURLToPath } from 'node:url';
import type { Duration } from '../../../src/platform/time.ts';
import { BatchwatchProcess } from '../../support/process/batchwatch-process.ts';
import { DatabaseLink } from '../store/database-link.ts';

const SHIFTED_CLOCK = fileURLToPath(new URL('shifted-clock.ts', import.meta.url));

export interface ReplicaOptions {
  name: string;
  /** Reads its address of the store from `STORAGE_URL`, and its name from `REPLICA`. */
  config: string;
  program: readonly string[];
  /** The port of the database. */
  databasePort: () => number;
}

/** One replica: the real program with a way of its own to the database. It can be killed and started again. */
export class Replica implements AsyncDisposable {
  readonly name: string;
  readonly link: DatabaseLink;
  readonly #options: ReplicaOptions;
  #process: BatchwatchProcess | undefined;

  private constructor(options: ReplicaOptions, link: DatabaseLink) {
    this.name = options.name;
    this.link = link;
    this.#options = options;
  }

  static async start(options: ReplicaOptions): Promise<Replica> {
    const replica = new Replica(options, await DatabaseLink.start(options.databasePort));
    await replica.begin();
    return replica;
  }

  get process(): BatchwatchProcess {
    if (this.#process === undefined) throw new Error(`${this.name} does not run`);
    return this.#process;
  }

  /** Starts the program and waits until it listens. @param clockShift how much its wall clock is ahead */
  async begin(clockShift: Duration = 0): Promise<void> {
    const { config, program, name } = this.#options;
    const shifted = clockShift === 0 ? [] : ['--import', SHIFTED_CLOCK];
    this.#process = new BatchwatchProcess(['run', '--config', config], {
      program: [...shifted, ...program],
      env: {
        REPLICA: name,
        STORAGE_URL: `postgres://batchwatch@127.0.0.1:${this.link.port}/batchwatch?sslmode=disable`,
        CLOCK_SHIFT_MS: String(clockShift),
      },
    });
    await this.#process.line('listening');
  }

  /** Ends the program, by a signal that it notices or not. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const { code } = await this.process.kill(signal);
    if (signal === 'SIGTERM' && code !== 0)
      throw new Error(`${this.name} ended with ${code}: ${this.process.stderr}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#process?.[Symbol.asyncDispose]();
    await this.link[Symbol.asyncDispose]();
  }
}
