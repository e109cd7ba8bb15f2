import { CompiledQuery, PostgresDriver, type DatabaseConnection } from 'kysely';
import { SCHEMA_VERSION } from './migrate.ts';

/**
 * The first words of a write transaction, in one round trip. They hold for it alone, so they pass through a pool of
 * transactions. A transaction that a frozen process left open is ended by the database. `begin_write` waits until no
 * other replica writes.
 */
const BEGIN = `
  BEGIN;
  SET LOCAL statement_timeout = '30s';
  SET LOCAL lock_timeout = '10s';
  SET LOCAL idle_in_transaction_session_timeout = '5s';
  SELECT begin_write(${SCHEMA_VERSION})`;

/** Begins each transaction as one that writes. What only reads needs none. */
export class WriteDriver extends PostgresDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await connection.executeQuery(CompiledQuery.raw(BEGIN));
    } catch (error) {
      // The first failure counts, not that the connection is gone.
      await connection.executeQuery(CompiledQuery.raw('ROLLBACK')).catch(() => {});
      throw error;
    }
  }
}
