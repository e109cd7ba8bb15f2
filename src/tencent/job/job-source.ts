import type { Job } from '../../core/job/job.ts';
import type { ObjectCounts } from '../../core/job/object-counts.ts';
import type { JobSource, ListQuery } from '../../poll/port/job-source.ts';
import { createApi, type Api, type ApiOptions, type Call } from '../request/signed-api.ts';
import { askFitting } from '../request/ask-fitting.ts';
import type { ParsedPage } from '../xml/parse-answer.ts';
import { readDetails } from './details.ts';
import { readQueues } from './queues.ts';
import { DEFAULT_FAMILY, familyOf, QUEUE_ACTIONS, type QueueList } from './task-family.ts';

/** The calls that differ between kinds of jobs. */
export interface KindCalls {
  list(query: ListQuery): Call<ParsedPage>;
  /** As `JobSource.objects`. */
  objects(api: Api, job: Job, signal: AbortSignal): Promise<ObjectCounts>;
}

/** Makes a source of the jobs of one bucket. */
export function createJobSource(options: ApiOptions, calls: KindCalls): JobSource {
  const api = createApi(options);
  return {
    list: (query, signal) =>
      askFitting(query.size, async (size) => {
        const { value, ...times } = await api.ask(calls.list({ ...query, size }), signal);
        const { jobs, skippedRows, nextToken } = value;
        return { jobs, skippedRows, nextToken, size, ...times };
      }),
    details: readDetails,
    queueLists: (job) => (familyOf(readDetails(job).tag) ?? DEFAULT_FAMILY).queueLists,
    queues: (queueIds, signal, list = '/queue') =>
      readQueues(api, { list: toQueueList(list), queueIds }, signal),
    objects: (job, signal) => calls.objects(api, job, signal),
    close: () => api.close(),
  };
}

function toQueueList(list: string): QueueList {
  const known = Object.keys(QUEUE_ACTIONS).find((path): path is QueueList => path === list);
  if (known === undefined) throw new Error(`no list of queues: ${list}`);
  return known;
}
