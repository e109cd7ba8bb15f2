import { sql } from 'kysely';
import type { Instant } from '../../platform/time.ts';
import { asNumber, listedIds, listedRows, listedTexts } from '../dialect/listed.ts';
import type { WriteTransaction } from '../database.ts';
import { indexedBy, thenJoin } from '../dialect/hints.ts';

/** The values that let a newer run make up for another: target, type and name. */
interface Run {
  /** Row of the job. */
  job: number;
  target: string;
  name: string;
  type: string;
  createdAt: Instant;
}

/** A failed job that an open incident holds until a newer run succeeds. */
export interface FailedRun extends Run {
  incident: number;
}

export interface SucceededRun extends Run {
  jobId: string;
  /** When the success was seen. */
  at: Instant;
}

/** Failures that wait for a success, and successes that may be it. Each pair is still to be compared. */
export interface Runs {
  failed: readonly FailedRun[];
  succeeded: readonly SucceededRun[];
}

/**
 * The failures that these transitions show, with the successes of their names since: a success may be seen before the
 * older failure. Lists, never pairs: of thousands of each there are millions of pairs.
 */
export async function shownFailures(trx: WriteTransaction, transitions: readonly number[]): Promise<Runs> {
  const { rows: failed } = await sql<FailedRun>`
    SELECT member.incident, ${runColumns('failed')}
    FROM ${listedIds(transitions)}
      ${thenJoin()} transition ON transition.id = listed.value AND to_state = 'Failed'
      ${thenJoin()} member ON member.job = transition.job AND awaits = 'success' AND resolved_at IS NULL
      ${thenJoin()} job AS failed ON failed.id = member.job
    WHERE failed.created_at IS NOT NULL`.execute(trx);
  const { rows: succeeded } = await sql<SucceededRun>`
    SELECT ${runColumns('succeeded')}, succeeded.job_id AS "jobId", succeeded.changed_at AS at
    FROM ${listedRows(oldestByName(failed))}
      ${thenJoin()} job AS succeeded ${indexedBy('job_by_name')}
        ON succeeded.target = listed.value ->> 'target' AND succeeded.name = listed.value ->> 'name'
          AND coalesce(succeeded.created_at, succeeded.first_seen_at) > ${asNumber('createdAt')}
    WHERE succeeded.state = 'Success' AND succeeded.created_at > ${asNumber('createdAt')}`.execute(trx);
  return { failed, succeeded };
}

function oldestByName(failed: readonly FailedRun[]): readonly FailedRun[] {
  const oldest = new Map<string, FailedRun>();
  for (const run of failed) {
    const key = JSON.stringify([run.target, run.name]);
    const other = oldest.get(key);
    if (other === undefined || run.createdAt < other.createdAt) oldest.set(key, run);
  }
  return [...oldest.values()];
}

/** The successes that these transitions show, with the failures of their names that wait for one. */
export async function shownSuccesses(trx: WriteTransaction, transitions: readonly number[]): Promise<Runs> {
  const { rows: succeeded } = await sql<SucceededRun>`
    SELECT ${runColumns('succeeded')}, succeeded.job_id AS "jobId", transition.observed_at AS at
    FROM ${listedIds(transitions)}
      ${thenJoin()} transition ON transition.id = listed.value AND to_state = 'Success'
      ${thenJoin()} job AS succeeded ON succeeded.id = transition.job
    WHERE succeeded.created_at IS NOT NULL`.execute(trx);
  const names = [...new Set(succeeded.map(({ name }) => name))];
  const { rows: failed } = await sql<FailedRun>`
    SELECT member.incident, ${runColumns('failed')}
    FROM ${listedTexts(names)}
      ${thenJoin()} member ON member.name = listed.value AND awaits = 'success' AND resolved_at IS NULL
      ${thenJoin()} job AS failed ON failed.id = member.job
    WHERE failed.created_at IS NOT NULL`.execute(trx);
  return { failed, succeeded };
}

/** The columns of a run, of the job under this name. */
export function runColumns(job: 'failed' | 'succeeded' | 'newer') {
  const column = (name: string) => sql.ref(`${job}.${name}`);
  return sql`${column('id')} AS job, ${column('target')} AS target, ${column('name')} AS name,
    ${column('type')} AS type, coalesce(${column('created_at')}, ${column('first_seen_at')}) AS "createdAt"`;
}
