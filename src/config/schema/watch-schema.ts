import { z } from 'zod';
import { DAY, SECOND } from '../../platform/time.ts';
import { timeOfDay } from './calendar-schema.ts';
import { cron, duration, integer, name, secret, text } from '../../platform/values/field-types.ts';
import type { Flaw } from '../../platform/document/problem.ts';
import { NAMES, notificationShape, span, urgency } from './rule-schema.ts';
import { httpUrlFlaw } from '../../platform/values/urls.ts';

/** A job that must come and succeed. If it does not, receivers are notified. */
export const expectationSchema = z.strictObject({
  name: name().meta({ description: 'Unique name, also among rules; what messages call it.' }),
  job: z
    .strictObject({
      target: z.string().meta({ description: 'Name of the target that shows it.' }),
      name: text().meta({ description: 'Pattern of its name, with `*` and `?`.' }),
    })
    .meta({ description: 'The job that must come.' }),
  schedule: cron().meta({
    description:
      'When it is due; runs in `timezone`. A job created up to 5 minutes earlier counts, too, but not before half of the time since the one before; each job counts for one time.',
    writtenAs: 'cron expression, five or six fields',
  }),
  createdWithin: span(SECOND).meta({
    description: 'From then until such a job must have been created.',
    writtenAs: 'duration',
  }),
  successWithin: span(SECOND).meta({
    description: 'From then until such a job must have succeeded.',
    writtenAs: 'duration',
  }),
  receivers: z
    .array(z.string())
    .min(1)
    .meta({ description: 'Who is notified; names of receivers.', writtenAs: NAMES }),
  severity: urgency,
  repeat: z.exactOptional(z.union([z.enum(['never']), span(SECOND)])).meta({
    description:
      'How often it sends a reminder while it is open and nobody acknowledged; left out: every 4h.',
    writtenAs: 'duration, or `never`',
  }),
  tellRecovery: notificationShape.tellRecovery,
  closeAfter: span(SECOND).prefault('7d').meta({
    description: 'What stays missing ends this long after `successWithin`, without a message.',
    writtenAs: 'duration',
  }),
  escalate: notificationShape.escalate,
});

/** The incidents of the self-check. */
export const watchdogSchema = z.strictObject({
  receivers: z.exactOptional(z.array(z.string())).meta({
    description: 'Who is notified; left out: all receivers. An empty list notifies nobody.',
    writtenAs: NAMES,
  }),
  severity: urgency,
  unreadableAfter: integer({ min: 1, max: 100_000 }).default(5).meta({
    description:
      'Failed polls of a target in a row after which somebody is notified; refused credentials notify at the first.',
  }),
  outboxAfter: span(SECOND).prefault('10m').meta({
    description: 'How long a message may be tried in vain before somebody is notified.',
    writtenAs: 'duration',
  }),
  repeat: z
    .union([z.enum(['never']), span(SECOND)])
    .prefault('4h')
    .meta({
      description: 'How often an incident of the self-check sends a reminder while nobody acknowledged.',
      writtenAs: 'duration, or `never`',
    }),
  // Whoever knows it can stop the alarm: it is a secret as a whole.
  ping: z.exactOptional(secret(pingFlaw)).meta({
    description:
      'Asked (GET) as long as every target is read, messages leave and none was refused for good, so that somebody else notices when not.',
    writtenAs: 'URL',
    secret: true,
  }),
  every: duration({ min: SECOND, max: DAY })
    .prefault('1m')
    .meta({ description: 'How often `ping` is asked.', writtenAs: 'duration' }),
  allowHttp: z
    .boolean()
    .default(false)
    .meta({ description: 'Permits a plain http `ping` to another machine.' }),
  quietReport: z.exactOptional(timeOfDay()).meta({
    description: 'When one message a day says how things stand, also when nothing is wrong, in `timezone`.',
    writtenAs: '`HH:MM`',
  }),
});

function pingFlaw(value: string): Flaw | undefined {
  return httpUrlFlaw(value, 'https://hc.example.com/UUID');
}
