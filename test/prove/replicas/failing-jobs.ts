import { setTimeout as sleep } from 'node:timers/promises';
import type { SimulatedCloud } from '../../../src/demo/simulator/simulated-cloud.ts';
import type { Duration, Instant } from '../../../src/platform/time.ts';
import { jobIdOf } from '../job-ids.ts';
import { noticeOf, type Notice } from '../received.ts';

/** Jobs of this name share one incident over all targets. The other incidents are of one target each. */
export const ACROSS = 'across';

/** After so many jobs the failed ones of a name run again and succeed, so that incidents close and open again. */
const MEND_AFTER = 12;

/** Lets jobs fail at every target, on and on, until it is stopped. */
export class FailingJobs {
  /** The notices that are due so far, each with the time of its failure. */
  readonly failedAt = new Map<Notice, Instant>();
  readonly #clouds: readonly SimulatedCloud[];
  readonly #recipient: string;
  readonly #mendable: (() => void)[] = [];
  #isStopped = false;
  #count = 0;
  #done: Promise<void> = Promise.resolve();

  constructor(clouds: readonly SimulatedCloud[], recipient: string) {
    this.#clouds = clouds;
    this.#recipient = recipient;
  }

  get expected(): ReadonlySet<Notice> {
    return new Set(this.failedAt.keys());
  }

  begin(every: Duration): void {
    this.#done = this.#run(every);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#done;
  }

  async #run(every: Duration): Promise<void> {
    while (!this.#isStopped) {
      this.#fail();
      await sleep(every);
    }
  }

  #fail(): void {
    const number = this.#count++;
    const cloud = this.#clouds[number % this.#clouds.length];
    const isAcross = number % 3 === 0;
    const name = `${isAcross ? ACROSS : 'nightly'}-${number}`;
    const jobId = jobIdOf(2 * number);
    cloud?.put({ jobId, name, state: 'Failed', code: 'Example', creationTime: Date.now() });
    this.failedAt.set(noticeOf(this.#recipient, jobId, 'Failed'), Date.now());
    this.#mendable.push(() => {
      const again = { jobId: jobIdOf(2 * number + 1), name, state: 'Success' };
      cloud?.put({ ...again, creationTime: Date.now() });
    });
    if (this.#mendable.length > MEND_AFTER) for (const mend of this.#mendable.splice(0)) mend();
  }
}
