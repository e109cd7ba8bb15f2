import type { Schema } from '../schema/schema.ts';

/**
 * The columns of each table that distinguish its rows, in the order in which rows are read. A table stands behind those
 * that it refers to.
 */
const KEYS: Record<keyof Schema, readonly string[]> = {
  target: ['name'],
  poll: ['id'],
  job: ['id'],
  job_count: ['target', 'type', 'state'],
  transition: ['id'],
  observation: ['id'],
  notification: ['id'],
  decision: ['id'],
  outbox: ['id'],
  attempt: ['id'],
  incident: ['id'],
  member: ['incident', 'job'],
  thread: ['id'],
  incident_event: ['id'],
  conversation: ['incident', 'channel', 'recipient'],
  fallback: ['id'],
  silence: ['id'],
  setting: ['name'],
  login_failure: ['key'],
  ended_session: ['key'],
  queue_details: ['queue_id', 'target'],
  object_count: ['transition'],
  expectation: ['name'],
  occurrence: ['expectation', 'due_at'],
  occurrence_job: ['expectation', 'job'],
  hourly_transition: ['hour', 'target', 'state'],
  hourly_run: ['hour', 'target', 'bucket'],
};

/** A table, and the columns that distinguish its rows. */
export interface Table {
  name: string;
  key: readonly string[];
}

/** All that a store holds, but for what belongs to one engine: its schema's version, leases and replicas. */
export const TABLES: readonly Table[] = Object.entries(KEYS).map(([name, key]) => ({ name, key }));
