import { postgresEngine } from '../../../src/store/postgres/postgres-engine.ts';
import { Store } from '../../../src/store/store.ts';
import { TestClock } from '../test-clock.ts';
import { borrowDatabase, returnDatabase, type TestDatabase } from './test-database.ts';

/** A store in PostgreSQL, whichever engine the run of the tests is for. */
export class PostgresStore implements AsyncDisposable {
  readonly clock = new TestClock();
  readonly store: Store;
  readonly #database: TestDatabase;

  private constructor(database: TestDatabase) {
    this.#database = database;
    this.store = this.beside();
  }

  static async start(): Promise<PostgresStore> {
    return new PostgresStore(await borrowDatabase());
  }

  /** The address of its database. */
  get url(): string {
    return this.#database.url;
  }

  /** The same store, opened by another replica. */
  beside(): Store {
    const engine = postgresEngine({ pool: this.#database.pool, place: 'the test', clock: this.clock });
    return new Store(engine, { clock: this.clock, isNew: false });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.store.close();
    await returnDatabase(this.#database);
  }
}
