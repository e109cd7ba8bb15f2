import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import type { Store } from '../../../src/store/store.ts';
import { TemporaryDirectory } from '../temporary-directory.ts';
import { TestClock } from '../test-clock.ts';
import { writeNewStore } from './write-new-store.ts';

/** A real store in a directory of its own, closed and removed when the test is over. */
export class TemporaryStore implements AsyncDisposable {
  readonly clock: TestClock;
  readonly path: string;
  readonly #directory = new TemporaryDirectory();
  #store: Store;

  constructor(clock = new TestClock()) {
    this.clock = clock;
    this.path = this.#directory.file('batchwatch.db');
    writeNewStore(this.path);
    this.#store = openSqliteStore({ path: this.path, clock });
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
    this.#store = openSqliteStore({ path: this.path, clock: this.clock });
    return this.#store;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#store.close();
    this.#directory[Symbol.dispose]();
  }
}
