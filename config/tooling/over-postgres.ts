/** The tests that `STORE=postgres npm test` runs: their stores are in PostgreSQL, by `test/support/store/store-place.ts`. */
export const OVER_POSTGRES = [
  'test/integration/store/**/*.test.ts',
  'test/integration/engine/**/*.test.ts',
  'test/integration/outbox/**/*.test.ts',
  'test/integration/app/**/*.test.ts',
  'test/unit/poll/**/*.test.ts',
];

/** Those among them that are about SQLite alone, and what of it. */
export const ABOUT_SQLITE: Readonly<Record<string, string>> = {
  'test/integration/app/large-store.test.ts': 'opens a large file',
  'test/integration/store/absurd-times.test.ts': 'puts times into every column of its catalogue',
  'test/integration/store/backup.test.ts': 'copies its file',
  'test/integration/store/check-store.test.ts': 'checks its file',
  'test/integration/store/damage.test.ts': 'damages its file',
  'test/integration/store/full-disk.test.ts': 'fills the disk of its file',
  'test/integration/store/job-fields.test.ts': 'looks into its file',
  'test/integration/store/sqlite/**': 'migrates older files',
  'test/integration/store/opening.test.ts': 'opens its file',
  'test/integration/store/private-files.test.ts': 'looks at the rights of its file',
  'test/integration/store/query-plans.test.ts': 'reads its plans',
  'test/integration/store/sharing.test.ts': 'shares its file between processes',
  'test/integration/store/small-disk.test.ts': 'mounts a disk for its file',
  'test/integration/store/stored-silences.test.ts': 'runs a command on its file',
};

/** Those among them that no choice of an engine changes, and why: `npm test` runs them. */
export const ABOUT_EITHER: Readonly<Record<string, string>> = {
  'test/integration/store/postgres/**': 'opens databases of PostgreSQL itself',
  'test/integration/store/postgres-server.test.ts': 'starts the server that other tests use',
  'test/integration/store/unknown-commit.test.ts': 'opens a database of PostgreSQL itself',
};
