import { setTimeout as sleep } from 'node:timers/promises';
import type { SimulatedCloud } from '../../../src/demo/simulator/simulated-cloud.ts';
import type { Duration } from '../../../src/platform/time.ts';
import type { SharedDatabase } from './shared-database.ts';

const LOOK_EVERY_MS = 100;

/** Sees from outside when targets are polled, and in the store how many incidents of a group are open. */
export class WatchedReplicas {
  /** The longest time in which some target was not polled, while the database was there. */
  longestPause: Duration = 0;
  /** The first group that had two open incidents at a time. */
  twoIncidents: string | undefined;
  readonly #clouds: readonly SimulatedCloud[];
  readonly #database: SharedDatabase;
  readonly #lastRequests: unknown[] = [];
  readonly #lastPolled: number[];
  #isStopped = false;
  #isPaused = false;
  #done: Promise<unknown> = Promise.resolve();

  constructor(clouds: readonly SimulatedCloud[], database: SharedDatabase) {
    this.#clouds = clouds;
    this.#database = database;
    this.#lastPolled = clouds.map(() => performance.now());
  }

  begin(): void {
    this.#resetPauses();
    this.#done = Promise.all([this.#watchPolls(), this.#watchIncidents()]);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#done;
  }

  /** Nobody can poll now: the database is out. */
  pause(): void {
    this.#isPaused = true;
  }

  /** The database is back, and the measure begins again. */
  resume(): void {
    this.#resetPauses();
    this.#isPaused = false;
  }

  /** Resolves when every target was polled since the call. Gives up after `within`. */
  async polledEverywhere(within: Duration): Promise<void> {
    const since = performance.now();
    while (!this.#lastPolled.every((at) => at > since)) {
      if (performance.now() > since + within) return;
      await sleep(LOOK_EVERY_MS);
    }
  }

  #resetPauses(): void {
    this.#lastPolled.fill(performance.now());
  }

  async #watchPolls(): Promise<void> {
    while (!this.#isStopped) {
      for (const [at, { requests }] of this.#clouds.entries()) this.#look(at, requests.at(-1));
      await sleep(LOOK_EVERY_MS);
    }
  }

  #look(at: number, request: unknown): void {
    const now = performance.now();
    if (!this.#isPaused) this.longestPause = Math.max(this.longestPause, now - (this.#lastPolled[at] ?? now));
    if (request === this.#lastRequests[at]) return;
    this.#lastRequests[at] = request;
    this.#lastPolled[at] = now;
  }

  async #watchIncidents(): Promise<void> {
    while (!this.#isStopped) {
      const rows = await this.#database.run(OPEN_TWICE).catch(() => []);
      const [row] = rows;
      if (row !== undefined) this.twoIncidents ??= JSON.stringify(row);
      await sleep(10 * LOOK_EVERY_MS);
    }
  }
}

const OPEN_TWICE = `SELECT rule, group_key, count(*) AS open FROM incident
  WHERE closed_at IS NULL GROUP BY rule, group_key HAVING count(*) > 1`;
