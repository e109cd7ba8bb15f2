import { DatabaseSync } from 'node:sqlite';
import { migrate, MIGRATIONS, schemaVersion } from './migrate.ts';

/**
 * Looks for damage that SQLite would read over: in the structure, in the schema, and in what the indexes hide.
 * Costs about what SQLite's `quick_check` does. A value that was altered within its row is not found.
 * @param depth `brief` reads the schema and what is open, whatever the size of the file.
 * @returns what is wrong; undefined when nothing was found.
 */
export function findDamage(database: DatabaseSync, depth: 'full' | 'brief'): string | undefined {
  const isFull = depth === 'full';
  return (
    (isFull ? structuralDamage(database) : undefined) ??
    schemaDamage(database) ??
    (hasLostFollowed(database) ? 'its index of followed jobs does not agree with their number' : undefined) ??
    (isFull && hasUnreadableMessage(database) ? 'a message in it cannot be read' : undefined)
  );
}

/** Rows that a damaged index of these would hide wait to be sent. They are small; `job` would take as long again. */
const CHECKED_WITH_INDEXES = ['target', 'decision', 'notification', 'outbox'];

function structuralDamage(database: DatabaseSync): string | undefined {
  const checks = ['quick_check(1)', ...CHECKED_WITH_INDEXES.map((table) => `integrity_check(${table})`)];
  for (const check of checks) {
    const [verdict] = Object.values(database.prepare(`PRAGMA ${check}`).get() ?? {});
    if (verdict !== 'ok') return String(verdict);
  }
  return undefined;
}

/** The schema is text in the file like any other, and no check of SQLite's knows what it should say. */
function schemaDamage(database: DatabaseSync): string | undefined {
  const found = schemaOf(database);
  const altered = [...pristineSchema(schemaVersion(database))].find(([name, sql]) => found.get(name) !== sql);
  return altered && `its schema does not say what it should of ${altered[0]}`;
}

const pristineSchemas = new Map<number, ReadonlyMap<string, string>>();

/** The schema that the migrations up to a version make, made once. */
function pristineSchema(version: number): ReadonlyMap<string, string> {
  let schema = pristineSchemas.get(version);
  if (schema === undefined) {
    const pristine = new DatabaseSync(':memory:');
    try {
      migrate(pristine, MIGRATIONS.slice(0, version));
      schema = schemaOf(pristine);
    } finally {
      pristine.close();
    }
    pristineSchemas.set(version, schema);
  }
  return schema;
}

/** By name. */
function schemaOf(database: DatabaseSync): Map<string, string> {
  const rows = database.prepare('SELECT name, type, tbl_name, sql FROM sqlite_schema').all();
  return new Map(rows.map(({ name, ...rest }) => [String(name), JSON.stringify(rest)]));
}

/**
 * A followed job that its index does not show is never looked up, and one that it shows as older is given up. The
 * triggers have counted them apart from it.
 */
function hasLostFollowed(database: DatabaseSync): boolean {
  const counted = `
    SELECT target, state, sum(jobs) FROM job_count
    WHERE state NOT IN ('Success', 'Failed', 'Cancel') AND jobs > 0 GROUP BY target, state`;
  const indexed = `
    SELECT target, state, count(DISTINCT id) FROM job INDEXED BY job_followed
    WHERE followed = 1 GROUP BY target, state`;
  const misplaced = `
    SELECT 1 FROM job AS entry INDEXED BY job_followed LEFT JOIN job AS kept NOT INDEXED ON kept.id = entry.id
    WHERE entry.followed = 1
      AND (kept.target, kept.created_at, kept.followed) IS NOT (entry.target, entry.created_at, 1)`;
  const missing = `SELECT 1 FROM (${counted} EXCEPT ${indexed})`;
  const surplus = `SELECT 1 FROM (${indexed} EXCEPT ${counted})`;
  return exists(database, `${missing} UNION ALL ${surplus} UNION ALL ${misplaced}`);
}

function hasUnreadableMessage(database: DatabaseSync): boolean {
  return exists(database, 'SELECT 1 FROM notification WHERE NOT json_valid(message)');
}

function exists(database: DatabaseSync, query: string): boolean {
  return database.prepare(`SELECT EXISTS (${query}) AS found`).get()?.['found'] === 1;
}
