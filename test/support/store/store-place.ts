import type { Clock } from '../../../src/platform/time.ts';
import { postgresEngine } from '../../../src/store/postgres/postgres-engine.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { Store } from '../../../src/store/store.ts';
import { borrowDatabase, returnDatabase, type TestDatabase } from '../postgres/test-database.ts';
import { writeNewStore } from './write-new-store.ts';

/** The engine that this run of the tests is for: `STORE=postgres npm test`. */
export const isOnPostgres = process.env['STORE'] === 'postgres';

/** A new store of a test, to open one time after the other. */
export class StorePlace implements AsyncDisposable {
  readonly #path: string;
  #database: Promise<TestDatabase> | undefined;

  /** @param path of the file; where a server holds the store, none is written. */
  constructor(path: string) {
    this.#path = path;
    if (!isOnPostgres) writeNewStore(path);
  }

  open(clock: Clock): Store {
    if (!isOnPostgres) return openSqliteStore({ path: this.#path, clock });
    const pool = async () => (await (this.#database ??= borrowDatabase())).pool;
    return new Store(postgresEngine({ pool, place: 'the test', clock }), { clock, isNew: false });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#database !== undefined) await returnDatabase(await this.#database);
  }
}
