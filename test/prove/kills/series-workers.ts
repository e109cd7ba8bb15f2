import { Worker } from 'node:worker_threads';
import type { SeriesOptions } from './series.ts';
import type { TriedSeries } from './try-series.ts';

/** The messages to a thread, and from it. */
export interface SeriesTask {
  seed: number;
}
export type SeriesAnswer = SeriesTask & { tried: TriedSeries };

/** Threads that try series of kills, several at a time. */
export class SeriesWorkers implements AsyncDisposable {
  readonly #workers: readonly Worker[];
  readonly #waiting = new Map<number, (tried: TriedSeries) => void>();
  readonly #failed = Promise.withResolvers<never>();
  #turn = 0;

  constructor(options: SeriesOptions, size: number) {
    this.#failed.promise.catch(() => undefined);
    this.#workers = Array.from({ length: size }, () => {
      const worker = new Worker(new URL('series-worker.ts', import.meta.url), { workerData: options });
      worker.on('message', ({ seed, tried }: SeriesAnswer) => {
        this.#waiting.get(seed)?.(tried);
        this.#waiting.delete(seed);
      });
      worker.on('error', this.#failed.reject);
      return worker;
    });
  }

  get size(): number {
    return this.#workers.length;
  }

  /**
   * Tries the series of a seed in the next thread.
   * @throws whatever a thread threw: the proof itself is broken
   */
  async run(seed: number): Promise<TriedSeries> {
    const tried = new Promise<TriedSeries>((resolve) => this.#waiting.set(seed, resolve));
    const worker = this.#workers[this.#turn++ % this.size];
    const task: SeriesTask = { seed };
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- this is no window
    worker?.postMessage(task);
    return await Promise.race([tried, this.#failed.promise]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}
