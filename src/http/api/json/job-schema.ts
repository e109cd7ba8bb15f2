import { z } from '@hono/zod-openapi';
import { byKey, LISTED_FIELDS, type JobField } from '../../../core/job/fields.ts';
import { withIsoTimes } from '../../../platform/iso-times.ts';
import type { ListedJob } from '../../../store/jobs/listed-jobs.ts';
import type { Instant } from '../../../platform/time.ts';
import { apiTime } from '../../respond/api-time.ts';

/** A field of the job in the words of Tencent Cloud. */
export function fieldSchema({ description }: JobField): z.ZodString {
  return description === undefined ? z.string() : z.string().openapi({ description });
}

const moment = (what: string) => apiTime.openapi({ description: what });

/** A job in lists. */
export const jobSchema = z
  .object({
    target: z.string(),
    ...byKey(LISTED_FIELDS, fieldSchema),
    createdAt: moment('`creationTime` in UTC; absent when it cannot be read.').optional(),
    stateSince: moment('Since when it is in its state.'),
    firstSeenAt: moment('When a poll first showed it.'),
    changedAt: moment('When a poll last showed a change of it.'),
    followed: z.boolean().openapi({ description: 'Whether the next polls ask for it until it ends.' }),
  })
  .openapi('Job');

export type ApiJob = z.input<typeof jobSchema>;

export function toApiJob(job: ListedJob & { createdAt: Instant | undefined }): ApiJob {
  const { target, createdAt, stateSince, firstSeenAt, changedAt, followed } = job;
  const times = { createdAt, stateSince, firstSeenAt, changedAt };
  return {
    target,
    ...byKey(LISTED_FIELDS, ({ key }) => job[key]),
    ...withIsoTimes(times, 'createdAt', 'stateSince', 'firstSeenAt', 'changedAt'),
    followed,
  };
}
