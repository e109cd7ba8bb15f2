import { sql, type RawBuilder } from 'kysely';
import type { Resolution } from '../../core/incident/lifecycle.ts';
import type { EnrichmentFault } from '../../core/job/enrichment-fault.ts';
import type { MessageJob } from '../../core/message/message.ts';
import type { ObjectDetails } from '../../core/job/object-details.ts';
import { byKey } from '../../core/job/fields.ts';
import { fieldsIn } from '../../core/job/show-field.ts';
import { parseApiTime } from '../../core/job/api-time.ts';
import { errorCodeOf } from '../../core/job/error-code.ts';
import type { JobDetails, KnownJob } from '../../core/job/job.ts';
import type { Instant } from '../../platform/time.ts';
import { toKnownJob } from '../jobs/jobs.ts';
import { fromJson } from '../dialect/json.ts';
import type { JobTable, ObjectCountTable } from '../schema/job-tables.ts';
import type { Database } from '../database.ts';
import type { Selectable } from 'kysely';

type Row = Selectable<JobTable> & {
  rule: string | null;
  reason: string;
  from_state: string | null;
  to_state: string;
  since: Instant;
  previous_since: Instant | null;
  resolution: Resolution | null;
  resolved_by: string | null;
  resolved_at: Instant | null;
  flapping_since: Instant | null;
  objects: ObjectCountTable['state'] | null;
  counts: string | null;
  fault: string | null;
};

/**
 * The jobs that decisions are about, as a message lists them: Failed first, then in the order they were seen. A
 * job that was decided on twice in the same state stands there once.
 * @param chosen a condition on `decision`, `transition`, `job` and `member` (which is absent outside incidents).
 */
export async function messageJobs(
  db: Database,
  options: {
    chosen: RawBuilder<unknown>;
    limit: number;
    details: (job: KnownJob) => JobDetails;
  },
): Promise<MessageJob[]> {
  const { rows } = await sql<Row>`
    SELECT * FROM (SELECT job.*, decision.id AS decided, decision.rule, decision.reason, from_state, to_state, since, previous_since,
      resolution, resolved_by, resolved_at, flapping_since, object_count.state AS objects, counts, fault,
      row_number() OVER (PARTITION BY job.id, to_state ORDER BY decision.id DESC) AS place
    FROM decision JOIN transition ON transition.id = decision.transition JOIN job ON job.id = transition.job
      LEFT JOIN member ON member.incident = decision.incident AND member.job = transition.job
      LEFT JOIN object_count ON object_count.transition = transition.id
    WHERE ${options.chosen}) AS latest
    WHERE place = 1 ORDER BY to_state = 'Failed' DESC, decided LIMIT ${options.limit}`.execute(db);
  return rows.map((row) => toMessageJob(row, options.details));
}

function toMessageJob(row: Row, detailsOf: (job: KnownJob) => JobDetails): MessageJob {
  const job = toKnownJob(row);
  const details = detailsOf(job);
  const createdAt = parseApiTime(job.creationTime);
  const objects = toObjectDetails(row);
  return {
    ...byKey(fieldsIn('mail'), ({ key }) => job[key]),
    jobId: job.jobId,
    name: job.name,
    type: job.type,
    state: row.to_state,
    since: row.since,
    ...(row.from_state !== null && { from: row.from_state }),
    ...(row.previous_since !== null && { previousSince: row.previous_since }),
    ...(createdAt !== undefined && { createdAt }),
    code: errorCodeOf({ state: row.to_state, code: job.code }),
    message: job.message,
    inputSummary: details.inputSummary,
    operationSummary: details.operationSummary,
    queueId: details.queueId,
    rule: row.rule ?? '',
    reason: row.reason,
    ...(row.resolution !== null && {
      ended: { how: row.resolution, by: row.resolved_by ?? '', at: row.resolved_at ?? row.since },
    }),
    ...(row.flapping_since !== null && { flapping: true }),
    ...(objects !== undefined && { objects }),
  };
}

/** Reads a row of `object_count`; undefined where there is none, or it is still to be asked. */
export function toObjectDetails(row: Pick<Row, 'objects' | 'counts' | 'fault'>): ObjectDetails | undefined {
  const { objects, counts, fault } = row;
  if (counts !== null) return fromJson<ObjectDetails>(counts);
  if (fault !== null) return { kind: 'fault', fault: fromJson<EnrichmentFault>(fault) };
  return objects === 'not-asked' ? { kind: 'not-asked' } : undefined;
}
