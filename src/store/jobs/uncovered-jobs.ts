import { sql, type RawBuilder } from 'kysely';
import { DAY, type Duration, type Instant } from '../../platform/time.ts';
import type { Coverage } from '../../core/incident/coverage.ts';
import { listedTexts } from '../dialect/listed.ts';
import type { Database } from '../database.ts';
import { indexedBy } from '../dialect/hints.ts';

/** A failed job stays Failed for ever: without an incident it counts for this long. A paused one counts while it is paused. */
const FAILED_COUNTS_FOR: Duration = 7 * DAY;

/** More are not counted, but said to be more: a page must not wait for a million. */
export const MOST_COUNTED = 10_000;

/** Why a bad job has no incident. */
export const UNCOVERED_REASONS = [
  'no-rule',
  'ignored',
  'not-followed',
  'none',
] as const satisfies readonly Coverage[];
export type Uncovered = (typeof UNCOVERED_REASONS)[number];

/** Jobs of one target that are Failed or Pause, and that no incident has. */
export interface UncoveredCount {
  target: string;
  state: 'Failed' | 'Pause';
  why: Uncovered;
  /** `MOST_COUNTED` and one stands for more. */
  jobs: number;
}

/** The jobs without an incident that matter: those of configured targets, without failures of long ago. */
export interface UncoveredScope {
  targets: readonly string[];
  now: Instant;
}

export async function uncoveredJobs(
  db: Database,
  { targets, now }: UncoveredScope,
): Promise<UncoveredCount[]> {
  const since = now - FAILED_COUNTS_FOR;
  const { rows } = await sql<UncoveredCount>`
    SELECT * FROM (
      SELECT listed.value AS target, state.value AS state, why.value AS why, (
        SELECT count(*) FROM (
          SELECT 1 FROM job ${indexedBy('job_uncovered')}
          WHERE job.target = listed.value AND job.state = state.value AND job.coverage = why.value AND ${UNCOVERED}
            AND job.changed_at >= CASE state.value WHEN 'Pause' THEN 0 ELSE CAST(${since} AS bigint) END
          LIMIT ${MOST_COUNTED + 1}) AS found) AS jobs
      FROM ${listedTexts(targets)}, ${listedTexts(['Failed', 'Pause'], 'state')},
        ${listedTexts(UNCOVERED_REASONS, 'why')}) AS counted
    WHERE jobs > 0`.execute(db);
  return rows;
}

/** The numbers of paused and failed jobs without an incident. */
export interface BadJobs {
  paused: number;
  failed: number;
}

export function sumUncovered(counts: readonly UncoveredCount[]): BadJobs {
  const sum = (state: UncoveredCount['state']) =>
    counts.filter((count) => count.state === state).reduce((total, { jobs }) => total + jobs, 0);
  return { paused: sum('Pause'), failed: sum('Failed') };
}

/** True of jobs that `uncoveredJobs` counts, whatever their target. */
export function isUncovered({ now }: Pick<UncoveredScope, 'now'>): RawBuilder<boolean> {
  return sql<boolean>`(${UNCOVERED} AND (job.state = 'Pause' OR job.changed_at >= ${now - FAILED_COUNTS_FOR}))`;
}

/** As the partial indexes have it. */
export const UNCOVERED = sql<boolean>`job.state IN ('Failed', 'Pause') AND job.coverage NOT IN ('incident', 'vanished')`;
