import { SECOND, type Clock, type Duration } from '../platform/time.ts';
import type { WriteTransaction } from './database.ts';
import type { Store } from './store.ts';

/** The shortest time between two commits. */
const EVERY: Duration = SECOND / 10;

/** As many pieces of work share a commit at most, so that nobody else waits long for the store. */
const MOST = 50;

interface Piece {
  /** Does the work; returns what reports its result, to be called when it is on disk. */
  run: (trx: WriteTransaction) => Promise<() => void>;
  reject: (error: unknown) => void;
}

/**
 * Lets small pieces of work share a transaction, for an engine whose commits cost more than the work. A piece that comes
 * alone is committed at once. Those that come within 100 ms of a commit wait for the next one, unless only one poll runs
 * and the commit was its own: nobody could share with it.
 */
export class GroupCommit {
  readonly #store: Pick<Store, 'write'>;
  readonly #clock: Pick<Clock, 'monotonic' | 'sleep'>;
  #waiting: Piece[] = [];
  /** Wakes the next commit before its time. Undefined while none is to come. */
  #hurry: AbortController | undefined;
  #lastCommit: Duration = -Infinity;
  #running = 0;
  /** True since the commit of a poll that ran alone, until another poll begins. */
  #isLone = false;

  constructor(store: Pick<Store, 'write'>, clock: Pick<Clock, 'monotonic' | 'sleep'>) {
    this.#store = store;
    this.#clock = clock;
  }

  /**
   * Runs `work` in a transaction that it may share: all of it is on disk when this resolves, or none of it. When the
   * transaction of several fails, each is tried once more alone.
   * @throws StoreFault
   */
  write<T>(work: (trx: WriteTransaction) => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const run = async (trx: WriteTransaction) => {
        const result = await work(trx);
        return () => resolve(result);
      };
      this.#waiting.push({ run, reject });
      if (this.#waiting.length >= MOST) this.#hurry?.abort();
      if (this.#hurry === undefined) void this.#commitInTime();
    });
  }

  /** Runs a poll. Those that run beside it may share its commits. */
  async during<T>(poll: () => Promise<T>): Promise<T> {
    this.#running += 1;
    this.#isLone = false;
    try {
      return await poll();
    } finally {
      this.#running -= 1;
    }
  }

  async #commitInTime(): Promise<void> {
    const hurry = new AbortController();
    this.#hurry = hurry;
    const wait = this.#isLone ? 0 : this.#lastCommit + EVERY - this.#clock.monotonic();
    // An abort only ends the wait.
    if (wait > 0) await this.#clock.sleep(wait, hurry.signal).catch(() => undefined);
    this.#hurry = undefined;
    this.#lastCommit = this.#clock.monotonic();
    this.#isLone = this.#running === 1;
    const pieces = this.#waiting;
    this.#waiting = [];
    if (!(await this.#commit(pieces)))
      for (const { run, reject } of pieces) await this.#store.write(run).then((report) => report(), reject);
  }

  /** @returns false when several failed together; nothing of them is on disk then. */
  async #commit(pieces: readonly Piece[]): Promise<boolean> {
    try {
      const reports = await this.#store.write(async (trx) => {
        const all: (() => void)[] = [];
        for (const { run } of pieces) all.push(await run(trx));
        return all;
      });
      for (const report of reports) report();
    } catch (error) {
      if (pieces.length > 1) return false;
      pieces[0]?.reject(error);
    }
    return true;
  }
}
