import type { Migration } from './migration.ts';

export const lists: Migration = {
  version: 3,
  sql: `
-- Lists of jobs go from the newest to the oldest by this expression: a creation time that cannot be read counts as
-- when the job was first seen. All begin with the target: a list of several targets merges theirs.
CREATE INDEX job_by_age ON job (target, coalesce(created_at, first_seen_at));
-- Nearly all jobs succeed, and are found fast by age; of the others there are few.
CREATE INDEX job_by_state ON job (target, state, coalesce(created_at, first_seen_at)) WHERE state <> 'Success';
-- In place of job_run: names come in no order, and a second index of them would make each write half as dear again.
CREATE INDEX job_by_name ON job (target, name, coalesce(created_at, first_seen_at));
DROP INDEX job_run;
CREATE INDEX transition_by_time ON transition (observed_at);

-- What charts show, by the hour in which it was so; kept with each page's history. Hours are instants.
CREATE TABLE hourly_move (
  hour INTEGER NOT NULL,
  target TEXT NOT NULL,
  state TEXT NOT NULL,
  jobs INTEGER NOT NULL,
  PRIMARY KEY (hour, target, state)
) STRICT, WITHOUT ROWID;
-- How long jobs ran that succeeded; a bucket b holds runs of 2^(b/8) to 2^((b+1)/8) seconds.
CREATE TABLE hourly_run (
  hour INTEGER NOT NULL,
  target TEXT NOT NULL,
  bucket INTEGER NOT NULL,
  jobs INTEGER NOT NULL,
  PRIMARY KEY (hour, target, bucket)
) STRICT, WITHOUT ROWID;
INSERT INTO hourly_move
SELECT since / 3600000 * 3600000, target, to_state, count(*)
FROM transition JOIN job ON job.id = transition.job GROUP BY 1, 2, 3;
-- 2022-06-27T15:23:10+0800: SQLite wants a colon in the offset. What it cannot read so is left out.
INSERT INTO hourly_run
SELECT since / 3600000 * 3600000, target, CAST(floor(8 * log2(max(1, ran))) AS INTEGER), count(*)
FROM (
  SELECT since, target, unixepoch(substr(end_time, 1, 22) || ':' || substr(end_time, -2))
    - unixepoch(substr(start_time, 1, 22) || ':' || substr(start_time, -2)) AS ran
  FROM transition JOIN job ON job.id = transition.job WHERE to_state = 'Success')
WHERE ran >= 0 GROUP BY 1, 2, 3;
`,
};
