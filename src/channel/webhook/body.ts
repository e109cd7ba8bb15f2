import { z } from 'zod';
import { incidentPage } from '../../core/message/incident-page.ts';
import { type Message, type MessageJob, unlistedJobs } from '../../core/message/message.ts';
import { SEVERITIES } from '../../core/severity.ts';
import type { CodeAdvice } from '../../core/message/code-advice.ts';
import { ruleOf } from '../../core/message/rule-of.ts';
import { cutText } from '../../platform/text/cut-text.ts';
import { visibleProse, visibleText } from '../../platform/text/visible-text.ts';

/** The type of a message, as a program switches on it. */
const TYPES = {
  opening: 'incident.opened',
  escalation: 'incident.opened',
  update: 'incident.updated',
  reminder: 'incident.reminder',
  closing: 'incident.closed',
  baseline: 'baseline',
  test: 'test',
  report: 'report',
} as const satisfies Record<Message['kind'], string>;

const time = z.string().meta({ format: 'date-time', description: 'UTC, RFC 3339.' });

const jobSchema = z.object({
  jobId: z.string(),
  name: z.string(),
  type: z.string(),
  state: z.string(),
  since: time,
  code: z.string(),
  message: z.string(),
  queueId: z.string(),
});

/** The body of `format: batchwatch`. `config/webhook.schema.json` is made of it. */
export const webhookBody = z.object({
  type: z.enum([...new Set(Object.values(TYPES))]).meta({ description: 'What happened.' }),
  timestamp: time,
  data: z.object({
    incident: z.object({
      id: z.string(),
      url: z.string().meta({ description: 'Its page. Empty where there is none.' }),
      state: z.enum(['open', 'acknowledged', 'closed']),
      severity: z.enum(SEVERITIES),
      rule: z.string().meta({
        description: 'The rule, expectation or watchdog that opened it. Empty in a test or report.',
      }),
      labels: z.record(z.string(), z.string()).meta({ description: 'What its jobs have in common.' }),
      openedAt: time,
      acknowledgedBy: z.string().optional(),
      closedReason: z.enum(['recovered', 'superseded', 'manual', 'aged']).optional(),
    }),
    counts: z.record(z.string(), z.int().min(0)).meta({ description: 'Jobs by state, listed or not.' }),
    jobs: z.array(jobSchema).max(50),
    jobsLeftOut: z.int().min(0).meta({ description: 'Jobs that `jobs` does not list.' }),
    advice: z.array(
      z.object({
        code: z.string(),
        means: z.string(),
        action: z.string(),
        link: z.string().optional(),
      }),
    ),
    text: z.string().meta({ description: 'The message for people, in its language.' }),
    acknowledgeUrl: z
      .string()
      .optional()
      .meta({ description: 'Absent when nothing is left to acknowledge.' }),
  }),
});

export type WebhookBody = z.output<typeof webhookBody>;

/** The limits of a body. */
export interface BodyLimits {
  jobs: number;
  /** Code points of each free text. */
  prose: number;
}

/** Writes the body of a message. @param text the message for people. */
export function toWebhookBody(message: Message, text: string, limits: BodyLimits): WebhookBody {
  const { story, kind, createdAt, severity, counts } = message;
  const jobs = message.jobs.slice(0, limits.jobs);
  return {
    type: TYPES[kind],
    timestamp: iso(createdAt),
    data: {
      incident: {
        id: message.incident,
        url: incidentPage(message) ?? '',
        state: story?.state ?? 'open',
        severity,
        rule: ruleOf(message),
        labels: { ...story?.labels },
        openedAt: iso(story?.openedAt ?? createdAt),
        ...(story?.acknowledged !== undefined && {
          acknowledgedBy: visibleProse(story.acknowledged.by, 100),
        }),
        ...(story?.closed !== undefined && { closedReason: story.closed.reason }),
      },
      counts: Object.fromEntries(counts.map(({ state, count }) => [state, count])),
      jobs: jobs.map((job) => toJob(job, limits)),
      jobsLeftOut: unlistedJobs({ ...message, jobs }),
      advice: (message.advice ?? []).slice(0, MOST_ADVICE).map((one) => toAdvice(one, limits)),
      text,
      ...(story?.acknowledgeUrl !== undefined &&
        kind !== 'closing' && { acknowledgeUrl: story.acknowledgeUrl }),
    },
  };
}

/** The commonest codes. */
const MOST_ADVICE = 10;

function toAdvice(advice: CodeAdvice, { prose }: BodyLimits): WebhookBody['data']['advice'][number] {
  const { code, means, action } = advice;
  const shorter = { code: cutText(code, 128), means: cutText(means, prose), action: cutText(action, prose) };
  return { ...advice, ...shorter };
}

function toJob(job: MessageJob, { prose }: BodyLimits): WebhookBody['data']['jobs'][number] {
  const { jobId, name, type, state, queueId } = job;
  return {
    jobId: visibleText(jobId, 256),
    name: visibleText(name, 256),
    type: visibleText(type, 64),
    state: visibleText(state, 64),
    since: iso(job.since),
    code: visibleProse(job.code, Math.min(prose, 128)),
    message: visibleProse(job.message, prose),
    queueId: visibleText(queueId, 128),
  };
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
