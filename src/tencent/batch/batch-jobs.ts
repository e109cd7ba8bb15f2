import { z } from 'zod';
import { toApiTime } from '../../core/job/api-time.ts';
import { text } from '../../platform/values/field-types.ts';
import type { JobSource, ListQuery } from '../../poll/port/job-source.ts';
import { createJobSource } from '../job/job-source.ts';
import type { ApiOptions, Call } from '../request/signed-api.ts';
import { JOB_LIST } from '../xml/list-layout.ts';
import { readPage, type ParsedPage } from '../xml/parse-answer.ts';
import { countObjects } from './count-objects.ts';

/** Jobs that do the same with many objects (Tencent Cloud, CI, "Pulling Jobs in Batches"). */
export const batchJobs = {
  key: 'jobs',
  filters: z
    .strictObject({
      type: z.exactOptional(z.enum(['Job', 'Workflow'])).meta({ description: 'Only jobs of this type.' }),
      name: z
        .exactOptional(text())
        .meta({ description: 'Only jobs whose name matches, as the API matches names.' }),
      workflowId: z.exactOptional(text()).meta({ description: 'Only jobs of this workflow.' }),
    })
    .prefault({})
    .meta({ description: 'Optional filters of the list call.' }),
  createSource: ({ filters, ...options }: BatchOptions): JobSource =>
    createJobSource(options, { list: (query) => listCall(query, filters), objects: countObjects }),
} as const;

interface BatchOptions extends ApiOptions {
  /** Parameters of the list call; undefined where the target has another kind. */
  filters: Call<unknown>['params'] | undefined;
}

function listCall(query: ListQuery, filters: BatchOptions['filters']): Call<ParsedPage> {
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
