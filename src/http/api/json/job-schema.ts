import { z } from '@hono/zod-openapi';
import type { ListedJob } from '../../../store/views/job-list.ts';
import { apiTime, toApiTime } from '../../respond/api-time.ts';

const apiText = (what: string) =>
  z.string().openapi({ description: `${what}, as the API of Tencent Cloud wrote it.` });
const moment = (what: string) => apiTime.openapi({ description: what });

/** A job in lists. */
export const jobSchema = z
  .object({
    target: z.string(),
    jobId: z.string(),
    state: z
      .string()
      .openapi({ description: 'As the API wrote it; a word that it does not document is kept.' }),
    type: apiText('`Job` or `Workflow`'),
    name: apiText('The name'),
    code: apiText('The code; it means something on Failed alone'),
    message: apiText('The message'),
    creationTime: apiText('When it was created'),
    startTime: apiText('When it began to run'),
    endTime: apiText('When it ended'),
    createdAt: moment('`creationTime` in UTC; absent when it cannot be read.').optional(),
    stateSince: moment('Since when it is in its state.'),
    firstSeenAt: moment('When a poll first showed it.'),
    changedAt: moment('When a poll last showed a change of it.'),
    followed: z.boolean().openapi({ description: 'Whether the next polls ask for it until it ends.' }),
  })
  .openapi('Job');

export type ApiJob = z.infer<typeof jobSchema>;

export function toApiJob(job: Omit<ListedJob, 'cursor'>): ApiJob {
  return {
    target: job.target,
    jobId: job.jobId,
    state: job.state,
    type: job.type,
    name: job.name,
    code: job.code,
    message: job.message,
    creationTime: job.creationTime,
    startTime: job.startTime,
    endTime: job.endTime,
    ...(job.createdAt !== undefined && { createdAt: toApiTime(job.createdAt) }),
    stateSince: toApiTime(job.stateSince),
    firstSeenAt: toApiTime(job.firstSeenAt),
    changedAt: toApiTime(job.changedAt),
    followed: job.followed,
  };
}
