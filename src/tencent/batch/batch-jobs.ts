import type { JobSource, ListQuery, Page } from '../../poll/port/job-source.ts';
import { toApiTime } from '../../core/job/api-time.ts';
import { askFitting } from '../request/ask-fitting.ts';
import { createApi, type ApiOptions, type Call } from '../request/api.ts';
import { readDetails } from '../job/details.ts';
import { JOB_LIST } from '../xml/list-layout.ts';
import { countObjects } from './count-objects.ts';
import { readPage, type ParsedPage } from '../xml/parse.ts';
import { readQueues } from '../job/queues.ts';
import { DEFAULT_FAMILY, familyOf, QUEUE_ACTIONS, type QueueList } from '../job/task-family.ts';

export interface TencentJobSourceOptions extends ApiOptions {
  /** Fixed filters of the list call. */
  filters: {
    type?: string | undefined;
    name?: string | undefined;
    workflowId?: string | undefined;
  };
}

/** Makes a source of the batch jobs of one bucket. */
export function createTencentJobSource(options: TencentJobSourceOptions): JobSource {
  const api = createApi(options);
  return {
    async list(query, signal): Promise<Page> {
      return await askFitting(query.size, async (size) => {
        const { value, ...times } = await api.ask(listCall({ ...query, size }, options.filters), signal);
        const { jobs, skippedRows, nextToken } = value;
        return { jobs, skippedRows, nextToken, size, ...times };
      });
    },
    details: readDetails,
    queueLists: (job) => (familyOf(readDetails(job).tag) ?? DEFAULT_FAMILY).queueLists,
    queues: (queueIds, signal, list = '/queue') =>
      readQueues(api, { list: toQueueList(list), queueIds }, signal),
    objects: (job, signal) => countObjects(api, job, signal),
    close: () => api.close(),
  };
}

function toQueueList(list: string): QueueList {
  const known = Object.keys(QUEUE_ACTIONS).find((path): path is QueueList => path === list);
  if (known === undefined) throw new Error(`no list of queues: ${list}`);
  return known;
}

function listCall(query: ListQuery, filters: TencentJobSourceOptions['filters']): Call<ParsedPage> {
  return {
    path: '/inventorytriggerjob',
    action: 'ci:DescribeInventoryTriggerJobs',
    params: {
      nextToken: query.nextToken,
      size: String(query.size),
      orderByTime: query.orderByTime,
      states: query.states?.join(','),
      startCreationTime: query.createdFrom === undefined ? undefined : toApiTime(query.createdFrom),
      endCreationTime: query.createdUntil === undefined ? undefined : toApiTime(query.createdUntil),
      jobId: query.jobId,
      ...filters,
    },
    layout: JOB_LIST,
    read: readPage,
  };
}
