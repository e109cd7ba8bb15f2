import { sql } from 'kysely';
import { outboxCounts } from '../../../src/store/jobs/counts.ts';
import { followedJobs, jobsByIds } from '../../../src/store/jobs/jobs.ts';
import { dueEntries } from '../../../src/store/outbox/due-entries.ts';
import type { Database } from '../../../src/store/database.ts';
import type { Store } from '../../../src/store/store.ts';
import { scanFindings } from '../../../src/store/incidents/initial-scan.ts';
import { jobIdOf } from '../job-ids.ts';

/** All that a store holds. */
export interface Dump {
  /** Rows as JSON by table, read from the tables themselves, by key. */
  tables: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Waiting entries and followed jobs, as the program finds them by the indexes. */
  waiting: string;
  /** The jobs that the program finds by their ids. A job that it does not find is new for it, and is notified again. */
  byId: string;
}

const KEYS = {
  target: 'name',
  job: 'id',
  job_count: `target || ' ' || type || ' ' || state`,
  transition: 'id',
  observation: 'id',
  decision: 'id',
  notification: 'id',
  outbox: 'id',
  attempt: 'id',
  incident: 'id',
  member: `incident || ' ' || job`,
  thread: 'id',
  incident_event: 'id',
  silence: 'id',
  setting: 'name',
} as const;

export async function dump(store: Store): Promise<Dump> {
  return await store.read(async (db) => {
    const tables = new Map<string, ReadonlyMap<string, string>>();
    for (const [table, key] of Object.entries(KEYS)) {
      const { rows } = await sql<{ key: unknown }>`
        SELECT ${sql.raw(key)} AS key, * FROM ${sql.table(table)} NOT INDEXED`.execute(db);
      tables.set(table, new Map(rows.map((row) => [String(row.key), JSON.stringify(row)])));
    }
    return { tables, waiting: JSON.stringify(await waiting(db)), byId: JSON.stringify(await byId(db)) };
  });
}

async function waiting(db: Database): Promise<unknown[]> {
  return [
    await scanFindings(db, 'media'),
    await db.selectFrom('incident').selectAll().where('due_at', '>', 0).orderBy('due_at').execute(),
    await dueEntries(db, { channel: 'email', now: Number.MAX_SAFE_INTEGER / 2 }),
    await outboxCounts(db, 'email'),
    await followedJobs(db, 'media'),
  ];
}

async function byId(db: Database): Promise<unknown[]> {
  const ids = Array.from({ length: 40 }, (_, number) => jobIdOf(number));
  return [...(await jobsByIds(db, 'media', ids))].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

export interface DumpDifference {
  /** `table key` of rows that are gone, or that only a lost index entry hides. */
  lost: readonly string[];
  altered: readonly string[];
}

export function compareDumps(before: Dump, after: Dump): DumpDifference {
  const lost: string[] = [];
  const altered: string[] = [];
  for (const [table, rows] of before.tables) {
    const found = after.tables.get(table);
    for (const [key, row] of rows) {
      const now = found?.get(key);
      if (now === undefined) lost.push(`${table} ${key}`);
      else if (now !== row) altered.push(`${table} ${key}: ${row} became ${now}`);
    }
    for (const key of found?.keys() ?? []) if (!rows.has(key)) altered.push(`${table} ${key} is new`);
  }
  if (lost.length + altered.length > 0) return { lost, altered };
  if (before.waiting !== after.waiting) lost.push('hidden by an index');
  if (before.byId !== after.byId) altered.push('a job is not found by its id');
  return { lost, altered };
}
