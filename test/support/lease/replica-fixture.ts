import { Client } from 'pg';
import { systemClock } from '../../../src/platform/time.ts';
import { Connections } from '../../../src/store/postgres/connections.ts';
import { migrate } from '../../../src/store/postgres/migrate.ts';
import { postgresEngine } from '../../../src/store/postgres/postgres-engine.ts';
import type { StoreEngine } from '../../../src/store/store-engine.ts';
import { PostgresLeases } from '../../../src/store/postgres/postgres-leases.ts';
import { preparedDatabase } from '../postgres/shared-server.ts';

/** A database with the tables of a store. */
export function sharedDatabase(): Promise<string> {
  return preparedDatabase('leases', migrateDatabase);
}

/** Makes the tables of a store in an empty database. */
export async function migrateDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await migrate(client, 'the template');
  await client.end();
}

interface FixtureReplica {
  leases: PostgresLeases;
  engine: StoreEngine;
  own: Connections;
}

/** Replicas on one real database: the leases and the store of each. */
export class ReplicaFixture implements AsyncDisposable {
  readonly #url: string;
  readonly #replicas: ReadonlyMap<string, FixtureReplica>;

  private constructor(url: string, holders: readonly string[]) {
    this.#url = url;
    this.#replicas = new Map(
      holders.map((holder) => {
        const own = open(url, 2);
        const leases = new PostgresLeases(own, { holder, name: holder, version: '0' });
        return [
          holder,
          {
            leases,
            engine: postgresEngine({ pool: open(url, 10), place: 'the test', clock: systemClock }),
            own,
          },
        ];
      }),
    );
  }

  /** Makes them, and forgets the leases that others had. */
  static async start(url: string, holders: readonly string[]): Promise<ReplicaFixture> {
    await execute(url, 'TRUNCATE lease, replica');
    return new ReplicaFixture(url, holders);
  }

  /** Opens them on a database that has leases already. */
  static on(url: string, holders: readonly string[]): ReplicaFixture {
    return new ReplicaFixture(url, holders);
  }

  get all(): readonly FixtureReplica[] {
    return [...this.#replicas.values()];
  }

  get(holder: string): FixtureReplica {
    const replica = this.#replicas.get(holder);
    if (replica === undefined) throw new Error(`no replica ${holder}`);
    return replica;
  }

  /** Time goes by until the lease is over. */
  async expire(name: string): Promise<void> {
    await this.run(`UPDATE lease SET expires_at = '-infinity' WHERE name = '${name}'`);
  }

  /** The number of statements that wait for a row. */
  async waitingForLocks(): Promise<number> {
    const rows = await this.run(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return rows.length;
  }

  run(statement: string): Promise<Record<string, unknown>[]> {
    return execute(this.#url, statement);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.all.map(({ engine }) => engine.close()));
    await Promise.all(this.all.map(({ own }) => own.end()));
  }
}

async function execute(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

function open(url: string, max: number): Connections {
  return new Connections({ connectionString: url, max }, 'the test');
}
