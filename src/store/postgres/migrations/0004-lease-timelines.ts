import type { Migration } from './migration.ts';

/** A lease names the timeline on which it was taken. A program without it takes leases that hold on any. */
export const leaseTimelines: Migration = {
  version: 4,
  minVersion: 2,
  sql: `ALTER TABLE lease ADD COLUMN timeline text NOT NULL DEFAULT ''`,
};
