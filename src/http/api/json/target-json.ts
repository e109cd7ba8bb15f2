import { z } from '@hono/zod-openapi';
import type { PollView, TargetView } from '../../../store/views/target-views.ts';
import { withIsoTimes } from '../../../platform/iso-times.ts';
import { toIso, type Instant } from '../../../platform/time.ts';
import type { TargetPlan } from '../../options/web-options.ts';
import { apiTime } from '../../respond/api-time.ts';

const faultJson = z.object({
  reason: z.string().openapi({ description: 'Of a fixed few: `auth`, `timeout`, …, as in the metrics.' }),
  code: z.string(),
  message: z.string(),
  hint: z.string().optional().openapi({ description: 'What to do about it.' }),
});

/** A target as the API shows it in a list. */
export const targetJson = z
  .object({
    name: z.string(),
    bucket: z.string(),
    region: z.string(),
    schedule: z.string().openapi({ description: 'A cron expression, as configured.' }),
    nextRuns: z.array(apiTime).openapi({ description: 'When it is polled next.' }),
    lastPollAt: apiTime.optional().openapi({ description: 'Absent until there was one.' }),
    lastCompletePollAt: apiTime.optional().openapi({ description: 'Absent until there was one.' }),
    polls: z.int().openapi({ description: 'How many have ended.' }),
    failing: z
      .object({ since: apiTime, polls: z.int(), fault: faultJson.optional() })
      .optional()
      .openapi({ description: 'Absent when the last poll was complete.' }),
    clockSkewSeconds: z
      .number()
      .optional()
      .openapi({ description: 'Own clock minus that of the server; absent until it is known.' }),
    jobs: z.record(z.string(), z.int()).openapi({ description: 'How many are known, by state.' }),
    oldestOpenJob: z
      .object({ jobId: z.string(), name: z.string(), state: z.string(), createdAt: apiTime })
      .optional()
      .openapi({ description: 'Absent when none is open.' }),
    openIncidents: z.int(),
  })
  .openapi('Target');

export function toTargetJson(
  view: TargetView,
  { plan, now }: { plan: TargetPlan; now: Instant },
): z.input<typeof targetJson> {
  const { failing, oldestOpen, clockSkew, ...rest } = view;
  return {
    ...withIsoTimes(rest, 'lastPollAt', 'lastCompletePollAt'),
    bucket: plan.bucket,
    region: plan.region,
    schedule: plan.schedule,
    nextRuns: plan.nextRuns(now).map(toIso),
    failing: failing && withIsoTimes(failing, 'since'),
    clockSkewSeconds: clockSkew && clockSkew / 1_000,
    oldestOpenJob: oldestOpen && withIsoTimes(oldestOpen, 'createdAt'),
  };
}

export const pollJson = z
  .object({
    endedAt: apiTime,
    outcome: z
      .enum(['complete', 'failed', 'aborted'])
      .openapi({ description: '`aborted`: the program was stopping.' }),
    requests: z.int().openapi({ description: 'Pages that were asked for and answered.' }),
    newJobs: z.int().openapi({ description: 'Jobs that it showed for the first time.' }),
    transitions: z.int(),
    durationSeconds: z.number(),
    reason: z.string().optional().openapi({ description: 'Why it failed; absent when it did not.' }),
  })
  .openapi('Poll');

export function toPollJson({ duration, ...poll }: PollView): z.input<typeof pollJson> {
  return { ...withIsoTimes(poll, 'endedAt'), durationSeconds: duration / 1_000 };
}
