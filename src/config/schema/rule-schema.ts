import { z } from 'zod';
import { GROUP_FIELDS } from '../../core/rule/group.ts';
import { DAY, SECOND } from '../../platform/time.ts';
import { duration, integer, name } from '../../platform/values/field-types.ts';
import { matchSchema, severity } from './match-schema.ts';
import { ownerPattern } from './owner-pattern.ts';

export const NAMES = 'list of names';

/** A span that somebody waits for. */
export function span(min = 0) {
  return duration({ min, max: 3_650 * DAY });
}

export const urgency = severity()
  .default('critical')
  .meta({ description: 'How urgent the message says it is.' });

const flappingSchema = z.strictObject({
  changes: integer({ min: 1, max: 1_000 })
    .default(4)
    .meta({ description: 'More changes of state than this make a job flap.' }),
  within: span(SECOND)
    .prefault('1h')
    .meta({ description: 'The time in which they are counted.', writtenAs: 'duration' }),
  settle: span().prefault('10m').meta({
    description: 'How long a job must keep a state before that state is notified as its last.',
    writtenAs: 'duration',
  }),
});

const escalationSchema = z.strictObject({
  after: span().meta({ description: 'Since the first message of the incident.', writtenAs: 'duration' }),
  receivers: z
    .array(z.string())
    .min(1)
    .meta({ description: 'Who is notified then as well, and of everything that follows.', writtenAs: NAMES }),
});

const ownerSchema = z.strictObject({
  from: z.enum(['userData', 'name']).meta({ description: 'Which text of the job names its owner.' }),
  pattern: ownerPattern().meta({
    description:
      'Regular expression (RE2: no lookaround, no back-references) whose first group is the owner.',
    writtenAs: 'regular expression with a group',
  }),
  receivers: z
    .record(z.string(), z.string())
    .meta({ description: 'Receiver of each owner; it is notified in place of the receivers of the rule.' }),
});

const limitSchema = z.union([
  span(SECOND),
  z.strictObject({
    usual: z.number().gt(1).max(1_000).meta({
      description:
        'Factor of what 95 of 100 runs of that name stayed below, of the last 50 that succeeded; for Pause nothing is known, so that `atLeast` counts.',
    }),
    atLeast: span(SECOND).meta({
      description: 'Never sooner than this; alone where no past run is known.',
      writtenAs: 'duration',
    }),
  }),
]);

const LIMIT = 'duration, or `{ usual, atLeast }`';
const overdueLimitsSchema = z.strictObject({
  Submitted: z
    .exactOptional(limitSchema)
    .meta({ description: 'How long a job may wait, since CreationTime.', writtenAs: LIMIT }),
  Running: z
    .exactOptional(limitSchema)
    .meta({ description: 'How long a job may run, since StartTime.', writtenAs: LIMIT }),
  Pause: z
    .exactOptional(limitSchema)
    .meta({ description: 'How long a job may be paused, since it was first seen so.', writtenAs: LIMIT }),
});

/** The keys of policies, for rules, expectations and the watchdog. */
export const notificationShape = {
  groupBy: z.exactOptional(z.array(z.enum(GROUP_FIELDS)).min(1)).meta({
    description:
      'What belongs to one incident; left out: target, state and code for Failed, target and queueId for Pause, target and name for what takes too long, target and state for all else.',
    writtenAs: `list of ${GROUP_FIELDS.join(', ')}`,
  }),
  groupWait: span().prefault('0s').meta({
    description: 'How long the first message of an incident is held to gather more.',
    writtenAs: 'duration',
  }),
  groupInterval: span().prefault('5m').meta({
    description:
      'The least time between a message and an update of the same group. Closings do not wait for it.',
    writtenAs: 'duration',
  }),
  repeat: z.exactOptional(z.union([z.enum(['never']), span(SECOND)])).meta({
    description:
      'How often an open incident that nobody acknowledged sends a reminder; left out: never for Failed, every 4h for Pause and for jobs that take too long.',
    writtenAs: 'duration, or `never`',
  }),
  tellRecovery: z
    .boolean()
    .default(true)
    .meta({ description: 'Whether a message says that an incident is over.' }),
  flapping: z
    .union([z.enum(['off']), flappingSchema])
    .prefault({})
    .meta({
      description:
        'When a job changes its state so often that one message stands for all changes; `off` notifies every change.',
      writtenAs: 'mapping, or `off`',
    }),
  closeAfter: span(SECOND).prefault('7d').meta({
    description:
      'An incident that nothing can close any more (a failed job stays failed) ends this long after its last update, without a message.',
    writtenAs: 'duration',
  }),
  escalate: z
    .array(escalationSchema)
    .default([])
    .meta({ description: 'Who is notified when nobody acknowledged in time.' }),
};

/** The schema of a rule: which transitions notify which receivers. */
export const ruleSchema = z.strictObject({
  name: name().meta({ description: 'Unique name; messages say which rule sent them.' }),
  match: matchSchema
    .prefault({})
    .meta({ description: 'Which transitions the rule decides; every key must match.' }),
  tooLong: z.exactOptional(overdueLimitsSchema).meta({
    description:
      'Makes it a rule on jobs that stay in a state for too long; it then decides no transition, and `match.states` means nothing.',
  }),
  receivers: z
    .array(z.string())
    .meta({ description: 'Names of receivers; an empty list notifies nobody.', writtenAs: NAMES }),
  owner: z
    .exactOptional(ownerSchema)
    .meta({ description: 'Lets the submitter of a job decide who is notified.' }),
  severity: urgency,
  continue: z
    .boolean()
    .default(false)
    .meta({ description: 'Lets later rules decide too; otherwise the first that matches is the last.' }),
  ...notificationShape,
});

export type RuleConfig = z.output<typeof ruleSchema>;
