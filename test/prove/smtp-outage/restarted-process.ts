import { BatchwatchProcess } from '../../support/process/batchwatch-process.ts';
import type { Fixture } from '../../support/process/fixture.ts';
import type { Life } from '../channels/judge-arrivals.ts';
import { Records } from '../channels/recorded.ts';
import type { ProofStore } from '../store/proof-store.ts';

/** The one program, started again from time to time. */
export class RestartedProcess implements AsyncDisposable {
  process: BatchwatchProcess;
  /** The processes that have ended. */
  readonly lives: Life[] = [];
  readonly #start: () => BatchwatchProcess;
  readonly #store: ProofStore;
  readonly #settled: () => Promise<void>;
  readonly #records = new Records();
  #startedAt = Date.now();

  /** @param settled resolves when all that it sent has arrived. */
  constructor(
    { config }: Fixture,
    options: { store: ProofStore; program: readonly string[]; settled: () => Promise<void> },
  ) {
    const { store, program, settled } = options;
    this.#start = () => new BatchwatchProcess(['run', '--config', config], { program });
    this.#store = store;
    this.#settled = settled;
    this.process = this.#start();
  }

  get restarts(): number {
    return this.lives.length - 1;
  }

  async restart(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    await this.end(signal);
    this.#startedAt = Date.now();
    this.process = this.#start();
  }

  /** Ends the program for good. */
  async end(signal: 'SIGKILL' | 'SIGTERM' = 'SIGTERM'): Promise<void> {
    await this.process.kill(signal);
    await this.#settled();
    await this.#store.abandoned();
    this.lives.push({
      startedAt: this.#startedAt,
      killed: signal === 'SIGKILL' ? signal : undefined,
      recorded: await this.#records.takeOf(this.process, this.#store),
    });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.process[Symbol.asyncDispose]();
  }
}
