import { z } from '@hono/zod-openapi';
import { UNCOVERED_REASONS } from '../../../store/jobs/uncovered-jobs.ts';
import { TROUBLES } from '../../health/monitoring-state.ts';
import { apiTime } from '../../respond/api-time.ts';

const count = (description: string) => z.int().min(0).openapi({ description });

/** The status of the program itself. */
export const statusJson = z
  .object({
    version: z.string(),
    revision: z.string().openapi({ description: 'Of the source that it was built from.' }),
    node: z.string().openapi({ description: 'Version of Node.js that it runs by.' }),
    startedAt: apiTime,
    language: z.string().openapi({ description: 'In which people are notified (BCP 47).' }),
    timezone: z.string().openapi({ description: 'In which people are shown times (IANA).' }),
    receivers: z.array(z.string()).openapi({ description: 'Names of the configured receivers.' }),
    ready: z.boolean().openapi({ description: 'What `/readyz` says.' }),
    reasons: z.array(z.string()).openapi({ description: 'What keeps it from being ready.' }),
    targets: z.object({
      up: count('Their last poll was complete, and the next one is not overdue.'),
      failing: count('Their last poll failed.'),
      overdue: count('Their last poll was complete, but the next one is overdue.'),
      unpolled: count('They were never polled.'),
    }),
    allClear: z.boolean().openapi({
      description:
        'No incident is open, monitoring has no problem, and no job is failed or paused without an incident. Only then is the page green.',
    }),
    problems: z
      .array(z.enum(TROUBLES))
      .openapi({ description: 'What keeps it from knowing or from notifying.' }),
    uncovered: z
      .object({
        paused: count('Paused.'),
        failed: count('Failed within the last 7 days.'),
        reasons: z
          .array(
            z.object({
              target: z.string(),
              state: z.enum(['Failed', 'Pause']),
              reason: z.enum(UNCOVERED_REASONS),
              jobs: count('10,001 stands for more than 10,000.'),
            }),
          )
          .openapi({ description: 'Why they have no incident, those that occur.' }),
      })
      .openapi({
        description:
          'Jobs that are failed or paused, and that no incident has: `GET /jobs?incident=none` lists them.',
      }),
    incidents: z.object({
      open: count('Unacknowledged.'),
      acknowledged: count('Acknowledged, and not resolved.'),
    }),
    outbox: z.object({
      waiting: count('Entries still to be delivered.'),
      dead: count('Undeliverable entries; they can be resent.'),
      oldestWaitingAt: apiTime
        .optional()
        .openapi({ description: 'When the oldest that waits was made; absent when none does.' }),
    }),
  })
  .openapi('Status');
