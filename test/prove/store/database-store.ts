import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { migrate, MIGRATIONS } from '../../../src/store/postgres/migrate.ts';
import type { PostgresServer } from '../../support/postgres/postgres-server.ts';
import { sharedServer } from '../../support/postgres/shared-server.ts';
import { DatabaseLink } from './database-link.ts';
import type { ProofStore } from './proof-store.ts';

/** A store in a database of its own, on the server that all proofs of a thread share. */
export class DatabaseStore implements ProofStore {
  readonly link: DatabaseLink;
  readonly #server: PostgresServer;
  readonly #name: string;

  private constructor(server: PostgresServer, name: string, link: DatabaseLink) {
    this.#server = server;
    this.#name = name;
    this.link = link;
  }

  static async start(): Promise<DatabaseStore> {
    const server = await sharedServer();
    const link = await DatabaseLink.start(() => server.port);
    return new DatabaseStore(server, await server.createDatabase(), link);
  }

  get url(): string {
    return `postgres://batchwatch@127.0.0.1:${this.link.port}/${this.#name}?sslmode=disable`;
  }

  async makeOld(schema: number): Promise<void> {
    const client = new Client({ connectionString: this.#server.url(this.#name) });
    await client.connect();
    await migrate(client, 'the proof', MIGRATIONS.slice(0, schema));
    await client.end();
  }

  async has(table: string): Promise<boolean> {
    return (await this.rows(`SELECT 1 WHERE to_regclass('${table}') IS NOT NULL`)).length > 0;
  }

  rows(query: string): Promise<Record<string, unknown>[]> {
    return this.#server.run(query, this.#name);
  }

  /**
   * Waits until the server has ended all connections, for a COMMIT of the dead may be under way. Then ends its leases: the
   * next start is another holder, and would wait for 15 s. What leases do is proved with several replicas.
   */
  async abandoned(): Promise<void> {
    const connected = `SELECT 1 FROM pg_stat_activity WHERE datname = '${this.#name}'`;
    while ((await this.#server.run(connected)).length > 0) await sleep(POLL_MS);
    if (!(await this.has('lease'))) return;
    await this.rows(`UPDATE lease SET expires_at = '-infinity'`);
    await this.rows('DELETE FROM replica');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.link[Symbol.asyncDispose]();
    await this.#server.run(`DROP DATABASE ${this.#name} WITH (FORCE)`);
  }
}

const POLL_MS = 20;
