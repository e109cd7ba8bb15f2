import type { Store } from '../../../src/store/store.ts';
import { TemporaryDirectory } from '../temporary-directory.ts';
import { TestClock } from '../test-clock.ts';
import { StorePlace } from './store-place.ts';

/** A real store in a directory of its own, closed and removed when the test is over. */
export class TemporaryStore implements AsyncDisposable {
  readonly clock: TestClock;
  /** The file of the store; where a server holds it, there is none. */
  readonly path: string;
  readonly #directory = new TemporaryDirectory();
  readonly #place: StorePlace;
  #store: Store;

  constructor(clock = new TestClock()) {
    this.clock = clock;
    this.path = this.#directory.file('batchwatch.db');
    this.#place = new StorePlace(this.path);
    this.#store = this.#place.open(clock);
  }

  get store(): Store {
    return this.#store;
  }

  /** A file of this name beside the store. */
  file(name: string): string {
    return this.#directory.file(name);
  }

  /** Closes the store and opens it again, as the next process does. */
  async reopen(): Promise<Store> {
    await this.#store.close();
    this.#store = this.#place.open(this.clock);
    return this.#store;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#store.close();
    await this.#place[Symbol.asyncDispose]();
    this.#directory[Symbol.dispose]();
  }
}
