import pino from 'pino';
import { LeaseKeeper } from '../../../src/lease/lease-keeper.ts';
import type { Leases } from '../../../src/lease/leases.ts';
import { openLeases } from '../../../src/store/open/open-leases.ts';
import { Connections } from '../../../src/store/postgres/connections.ts';
import { PostgresLeases } from '../../../src/store/postgres/postgres-leases.ts';
import { PostgresStore } from '../postgres/postgres-store.ts';
import { ServedWeb } from './served-web.ts';

/** Pages and API of one replica, over a real database that other replicas share. */
export class WebOverReplicas implements AsyncDisposable {
  readonly postgres: PostgresStore;
  readonly web: ServedWeb;
  readonly #pool: Connections;

  private constructor(postgres: PostgresStore, web: ServedWeb, pool: Connections) {
    this.postgres = postgres;
    this.web = web;
    this.#pool = pool;
  }

  static async start(): Promise<WebOverReplicas> {
    const postgres = await PostgresStore.start();
    const pool = new Connections({ connectionString: postgres.url, max: 1 }, 'the test');
    const { store, clock } = postgres;
    const table = tableOf(pool, 'a');
    const leases = new LeaseKeeper({ table, holder: 'a/1', clock, log: pino({ level: 'silent' }) });
    return new WebOverReplicas(postgres, await ServedWeb.start({ store, clock, leases }), pool);
  }

  /** The leases of the first replica of this name, as its process takes them. */
  replica(name: string): PostgresLeases {
    return tableOf(this.#pool, name);
  }

  /** A command of this name that works beside replicas, and polls `media`. */
  async visit(name: string): Promise<Leases> {
    const leases = await openLeases({
      address: { url: this.postgres.url },
      name,
      newId: () => '1',
      version: '1.2.3',
      isVisit: true,
      clock: this.postgres.clock,
      log: pino({ level: 'silent' }),
    });
    leases.get('target/media');
    await leases.takeFree?.();
    return leases;
  }

  async run(statement: string): Promise<void> {
    await this.#pool.query(statement);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.web[Symbol.asyncDispose]();
    await this.#pool.end();
    await this.postgres[Symbol.asyncDispose]();
  }
}

function tableOf(pool: Connections, name: string): PostgresLeases {
  return new PostgresLeases(pool, { holder: `${name}/1`, name, version: '1.2.3' });
}
