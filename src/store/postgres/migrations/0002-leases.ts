import type { Migration } from './migration.ts';

/** The replicas, and the work that each of them does. All times are the database's own, so that no replica's clock counts. */
export const leases: Migration = {
  version: 2,
  minVersion: 2,
  sql: `
    CREATE TABLE lease (
      name text PRIMARY KEY,
      holder text NOT NULL,
      epoch bigint NOT NULL,
      since timestamptz NOT NULL,
      expires_at timestamptz NOT NULL
    );
    CREATE TABLE replica (
      holder text PRIMARY KEY,
      name text NOT NULL,
      version text NOT NULL,
      started_at timestamptz NOT NULL,
      seen_at timestamptz NOT NULL
    );`,
};
