import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SCHEMA_VERSION, schemaVersion } from '../../src/store/sqlite/migrate.ts';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { DAY, systemClock } from '../../src/platform/time.ts';
import { copyStore } from './filled-store.ts';

export const MILLION = 1_000_000;

/** The ninety days that the jobs spread over, ended when the store was made. */
const SPAN = 90 * DAY;

/** A store with a million jobs, closed; made by the first run that asks for it, and kept for those that follow. */
export async function millionStore(): Promise<string> {
  const directory = join(tmpdir(), 'batchwatch-bench');
  const path = join(directory, `million-${SCHEMA_VERSION}-${today()}.db`);
  if (existsSync(path) && isWhole(path)) return path;
  // One of an earlier day or schema would stay for ever.
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  const draft = `${path}.draft`;
  await openSqliteStore({ path: draft, clock: systemClock }).close();
  fill(draft);
  renameSync(draft, path);
  return path;
}

/** Makes a store of a million ended jobs at `to`. No poll asks for an ended job. */
export async function copyMillionEnded(to: string): Promise<void> {
  copyStore(await millionStore(), to);
  using database = new DatabaseSync(to);
  database.exec(`UPDATE job SET state = 'Success', followed = 0 WHERE state IN ('Running', 'Pause')`);
}

/** Its last week must be this one: what charts show is part of what is measured. */
function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function isWhole(path: string): boolean {
  using database = new DatabaseSync(path, { readOnly: true });
  const jobs = database.prepare('SELECT max(id) AS jobs FROM job').get()?.['jobs'];
  return schemaVersion(database) === SCHEMA_VERSION && jobs === MILLION;
}

function fill(path: string): void {
  using database = new DatabaseSync(path);
  database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000');
  const end = Math.floor(Date.now() / 1000) * 1000;
  database.exec(`
    INSERT INTO target (name, bucket, region, scope) VALUES ('media', 'bucket-1', 'ap-beijing', 's'),
      ('archive', 'bucket-2', 'ap-beijing', 's'), ('small', 'bucket-3', 'ap-beijing', 's');
    WITH RECURSIVE number (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM number WHERE i < ${MILLION - 1}),
    drawn AS (
      SELECT i, ${end - SPAN} / 1000 + i * ${SPAN / 1000} / ${MILLION} AS at, i % 7919 AS chance,
        CASE WHEN i > ${MILLION - 300} AND i % 3 > 0 THEN iif(i % 5 = 0, 'Pause', 'Running')
          WHEN i % 53 = 7 THEN 'Failed' WHEN i % 997 = 3 THEN 'Cancel' ELSE 'Success' END AS state
      FROM number)
    INSERT INTO job (target, job_id, state, type, name, code, message, creation_time, start_time, end_time, input,
      operation, extra, created_at, state_since, first_seen_at, changed_at, missed_polls, followed)
    SELECT CASE WHEN chance % 1000 = 1 THEN 'small' WHEN chance % 4 = 0 THEN 'archive' ELSE 'media' END,
      printf('b%032x', i), state, iif(chance % 10 = 0, 'Workflow', 'Job'),
      'nightly-transcode-of-the-archive-' || (chance % 700),
      CASE WHEN state <> 'Failed' THEN 'Success' WHEN chance % 3 = 0 THEN 'AccessDenied' ELSE 'InternalError' END,
      iif(state = 'Failed', 'the object cannot be read', ''), ${apiTime('at')}, ${apiTime('at + 20')},
      iif(state IN ('Running', 'Pause'), '', ${apiTime('at + 300 + chance % 900')}),
      '<Prefix>archive/2026/originals/nightly-transcode-of-the-archive/channel-0042/0000000001/</Prefix>',
      '<Tag>Transcode</Tag><JobParam><TemplateId>t0123456789abcdef0123456789abcdef</TemplateId></JobParam>', '{}',
      at * 1000, (at + 300 + chance % 900) * 1000, (at + 20) * 1000, (at + 300 + chance % 900) * 1000, 0,
      state IN ('Running', 'Pause')
    FROM drawn;
    INSERT INTO transition (job, poll_id, from_state, to_state, observed_at, since, previous_since, baseline)
    SELECT id, 'bench', NULL, 'Running', first_seen_at, first_seen_at, NULL, 0 FROM job
    UNION ALL
    SELECT id, 'bench', 'Running', state, changed_at, state_since, first_seen_at, 0 FROM job WHERE state <> 'Running'
    ORDER BY 5;
    INSERT INTO hourly_transition SELECT since / 3600000 * 3600000, target, to_state, count(*)
    FROM transition JOIN job ON job.id = transition.job GROUP BY 1, 2, 3;
    INSERT INTO hourly_run
    SELECT state_since / 3600000 * 3600000, target, CAST(floor(8 * log2((state_since - first_seen_at) / 1000)) AS INTEGER),
      count(*)
    FROM job WHERE state = 'Success' GROUP BY 1, 2, 3;
    PRAGMA journal_mode = WAL`);
}

/** As the vendor writes a moment that is given in seconds. */
function apiTime(seconds: string): string {
  return `strftime('%Y-%m-%dT%H:%M:%S', ${seconds}, 'unixepoch', '+8 hours') || '+0800'`;
}
