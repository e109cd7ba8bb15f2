import { z } from '@hono/zod-openapi';
import { byKey, XML_FIELDS } from '../../../core/job/fields.ts';
import { isEnded } from '../../../core/job/state.ts';
import { withIsoTimes } from '../../../platform/iso-times.ts';
import { toIso } from '../../../platform/time.ts';
import { toKnownJob } from '../../../store/jobs/jobs.ts';
import type { JobStory, NotificationStory } from '../../../store/views/job-story.ts';
import type { JobView } from '../../../store/views/job-view.ts';
import { apiTime } from '../../respond/api-time.ts';
import { fieldSchema, jobSchema, toApiJob } from './job-schema.ts';

const decisionSchema = z.object({
  at: apiTime,
  outcome: z.enum(['notify', 'suppress']),
  reason: z.string(),
  rule: z.string().nullable(),
  receiver: z.string().nullable(),
  severity: z.string().nullable(),
  notification: z
    .int()
    .nullable()
    .openapi({ description: 'Null while it is not notified, and when it never is.' }),
  held: z.string().nullable().openapi({ description: 'Why it is not notified yet.' }),
});

const transitionSchema = z.object({
  id: z.int(),
  from: z.string().nullable().openapi({ description: 'Null when the job was seen for the first time.' }),
  to: z.string(),
  since: apiTime,
  observedAt: apiTime,
  pollId: z.string(),
  baseline: z.boolean(),
  decisions: z.array(decisionSchema),
});

const entrySchema = z.object({
  recipient: z.string(),
  channel: z.string(),
  state: z.enum(['pending', 'claimed', 'sent', 'dead']),
  attempts: z.int(),
});

const notificationSchema = z.object({
  id: z.int(),
  receiver: z.string(),
  messageId: z.string(),
  createdAt: apiTime,
  entries: z.array(entrySchema),
});

const incidentSchema = z.object({
  id: z.string(),
  title: z.string(),
  state: z.enum(['open', 'acknowledged', 'closed']),
  openedAt: apiTime,
});

/** One job with its history. */
export const jobDetailSchema = jobSchema
  .extend({
    ...byKey(XML_FIELDS, fieldSchema),
    extra: z
      .record(z.string(), z.string())
      .openapi({ description: 'Elements of an answer that the API does not document.' }),
    hasEnded: z.boolean(),
    alsoIn: z.array(z.string()).openapi({ description: 'Other targets that know a job by this id.' }),
    transitions: z.array(transitionSchema).openapi({ description: 'The oldest first.' }),
    notifications: z.array(notificationSchema),
    incidents: z.array(incidentSchema).openapi({ description: 'The newest first.' }),
  })
  .openapi('JobDetail');

export function toJobDetail({ story, extra, alsoIn, incidents }: JobView): z.input<typeof jobDetailSchema> {
  const { job } = story;
  const known = toKnownJob(job);
  return {
    ...toApiJob({ ...known, target: job.target, createdAt: job.created_at ?? undefined }),
    ...byKey(XML_FIELDS, ({ key }) => known[key]),
    extra,
    hasEnded: isEnded(job.state),
    alsoIn: [...alsoIn],
    transitions: story.transitions.map(toTransition),
    notifications: story.notifications.map(toNotification),
    incidents: incidents.map(({ id, title, state, openedAt }) =>
      withIsoTimes({ id, title, state, openedAt }, 'openedAt'),
    ),
  };
}

function toTransition(row: JobStory['transitions'][number]): z.input<typeof transitionSchema> {
  return {
    id: row.id,
    from: row.from_state,
    to: row.to_state,
    since: toIso(row.since),
    observedAt: toIso(row.observed_at),
    pollId: row.poll_id,
    baseline: row.baseline === 1,
    decisions: row.decisions.map(toDecision),
  };
}

function toDecision(row: JobStory['transitions'][number]['decisions'][number]) {
  const { decided_at: at, outcome, reason, rule, receiver, severity, notification, held } = row;
  return withIsoTimes({ at, outcome, reason, rule, receiver, severity, notification, held }, 'at');
}

function toNotification({ entries, ...row }: NotificationStory): z.input<typeof notificationSchema> {
  return {
    ...withIsoTimes(row, 'createdAt'),
    entries: entries.map(({ recipient, channel, state, attempts }) => ({
      recipient,
      channel,
      state,
      attempts,
    })),
  };
}
