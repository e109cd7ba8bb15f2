import { countingTriggers } from './0001/counting-triggers.ts';
import { incidentTables } from './0001/incident-tables.ts';
import { jobTables } from './0001/job-tables.ts';
import { outboxTables } from './0001/outbox-tables.ts';
import { writeLock } from './0001/write-lock.ts';
import type { Migration } from './migration.ts';

/** The schema that SQLite's first 14 migrations make. */
export const initial: Migration = {
  version: 1,
  minVersion: 1,
  sql: [writeLock, jobTables, outboxTables, incidentTables, countingTriggers].join('\n'),
};
