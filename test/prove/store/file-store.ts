import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { migrate, MIGRATIONS } from '../../../src/store/sqlite/migrate.ts';
import type { ProofStore } from './proof-store.ts';

/** A store in a file. */
export class FileStore implements ProofStore {
  readonly link = undefined;
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  get url(): string {
    return `sqlite:${this.#path}`;
  }

  makeOld(schema: number): Promise<void> {
    using database = new DatabaseSync(this.#path);
    // "BtWa", which says that the file is a store of this program.
    database.exec('PRAGMA application_id = 0x42745761; PRAGMA journal_mode = WAL');
    migrate(database, MIGRATIONS.slice(0, schema));
    return Promise.resolve();
  }

  async has(table: string): Promise<boolean> {
    if (!existsSync(this.#path)) return false;
    return (await this.rows(`SELECT 1 FROM sqlite_master WHERE name = '${table}'`)).length > 0;
  }

  rows(query: string) {
    using database = new DatabaseSync(this.#path, { readOnly: true });
    return Promise.resolve(database.prepare(query).all());
  }

  /** The system has taken back the locks of a process that has ended. */
  abandoned(): Promise<void> {
    return Promise.resolve();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve();
  }
}
