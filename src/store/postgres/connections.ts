import type { PostgresPool, PostgresPoolClient } from 'kysely';
import { Pool, type PoolClient, type PoolConfig, type QueryResult, type QueryResultRow } from 'pg';
import { SECOND } from '../../platform/time.ts';
import type { StoreFault } from '../store-fault.ts';
import { breaksConnection, toStoreFault } from './postgres-fault.ts';
import { READERS, writable } from './values.ts';

/** Writers wait in the process: all but one of these are for who reads. */
const MOST_CONNECTIONS = 10;

/**
 * Connections to a server, opened as they are needed. One that broke, or whose server went or became a standby, is never
 * used again. Nothing is kept in a session and no statement has a name: a pooler may stand in between.
 */
export class Connections implements PostgresPool {
  readonly #pool: Pool;
  readonly #place: string;

  constructor(config: PoolConfig, place: string) {
    this.#place = place;
    this.#pool = new Pool({
      application_name: 'batchwatch',
      max: MOST_CONNECTIONS,
      connectionTimeoutMillis: 4 * SECOND,
      // A way that is cut says nothing: who waits for an answer gives up.
      query_timeout: 15 * SECOND,
      keepAlive: true,
      types: READERS,
      ...config,
    });
    // Who asks on it next learns of it. Without a listener, the process would end.
    this.#pool.on('error', () => {});
    this.#pool.on('connect', (client) => client.on('error', () => {}));
  }

  get options(): object {
    return this.#pool.options;
  }

  /** @throws StoreFault, here and by each query of the connection */
  async connect(): Promise<PostgresPoolClient> {
    return this.#adapt(await this.#translating(() => this.#pool.connect()));
  }

  /** Runs one statement on any connection. @throws StoreFault */
  async query<Row extends QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const { rows } = await this.#translating(() => this.#pool.query<Row>(text, values.map(writable)));
    return rows;
  }

  async end(): Promise<void> {
    if (!this.#pool.ending) await this.#pool.end();
  }

  /** Hands values over in a form that the server takes. */
  #adapt(client: PoolClient): PostgresPoolClient {
    let broken: StoreFault | undefined;
    const query: unknown = async (text: string, values: readonly unknown[]): Promise<QueryResult> => {
      // Each further question, a rollback too, would wait as long again.
      if (broken !== undefined) throw broken;
      try {
        return await client.query(text, values.map(writable));
      } catch (error) {
        const fault = toStoreFault(error, this.#place);
        if (breaksConnection(error)) broken = fault;
        throw fault;
      }
    };
    return {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nobody asks by cursor
      query: query as PostgresPoolClient['query'],
      release: (isDiscarded = false) => client.release(isDiscarded || broken !== undefined),
    };
  }

  async #translating<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw toStoreFault(error, this.#place);
    }
  }
}
