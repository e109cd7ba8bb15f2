import { z } from 'zod';
import { integer, mailAddress, name, secret, text } from './field-types.ts';
import { isSender } from './mail-address.ts';

const GLOBS = 'list of patterns with `*` and `?`';

/** The mail server that takes the messages. */
export const smtpSchema = z.strictObject({
  host: text(hostProblem).meta({ description: 'Host name or address of the mail server.' }),
  port: integer({ min: 1, max: 65_535 }).default(587).meta({ description: 'Port of the mail server.' }),
  security: z.enum(['starttls', 'tls', 'none']).default('starttls').meta({
    description:
      '`starttls`: required, never downgraded; `tls`: from the first byte (port 465); `none`: everything is readable on the way.',
  }),
  caFile: z.exactOptional(text()).meta({
    description:
      "PEM file with the authorities to trust in place of the system's; for a mail server with its own.",
    writtenAs: 'path',
  }),
  username: z
    .exactOptional(text())
    .meta({ description: 'Login name; left out, Batchwatch does not log in.' }),
  password: z.exactOptional(secret()).meta({ description: 'Password of the login.', secret: true }),
  from: text(senderProblem).meta({
    description: 'Sender of every message.',
    writtenAs: 'address or `Name <address>`',
  }),
  maxPerMinute: integer({ min: 1, max: 100_000 })
    .default(60)
    .meta({ description: 'Messages offered to the mail server in any minute.' }),
});

/** Who is told, and by which channel. */
export const receiverSchema = z.strictObject({
  name: name().meta({ description: 'Unique name; rules refer to it.' }),
  email: z
    .strictObject({
      to: z
        .array(mailAddress())
        .min(1)
        .transform((addresses) => [...new Set(addresses)])
        .meta({
          description: 'Addresses; each has its own copy and its own fate.',
          writtenAs: 'list of addresses, or one text with commas',
          commaSeparated: true,
        }),
    })
    .meta({ description: 'Tells by mail; needs `smtp`.' }),
});

/** What a transition must look like; within a list one entry is enough, and every list must agree. */
const matchSchema = z.strictObject({
  states: globs(['Failed', 'Pause']).meta({ description: 'States a job moved to.', writtenAs: GLOBS }),
  targets: globs(['*']).meta({ description: 'Names of targets.', writtenAs: GLOBS }),
  names: globs(['*']).meta({ description: 'Names of jobs.', writtenAs: GLOBS }),
  types: globs(['*']).meta({ description: 'Types of jobs: `Job`, `Workflow`.', writtenAs: GLOBS }),
  workflowIds: globs(['*']).meta({ description: 'Workflows of jobs.', writtenAs: GLOBS }),
  queueIds: globs(['*']).meta({ description: 'Queues of jobs.', writtenAs: GLOBS }),
  codes: globs(['*']).meta({ description: 'Error codes of failed jobs.', writtenAs: GLOBS }),
});

/** Which receivers are told of which transitions. */
export const ruleSchema = z.strictObject({
  name: name().meta({ description: 'Unique name; messages say which rule sent them.' }),
  match: matchSchema
    .prefault({})
    .meta({ description: 'Which transitions the rule decides; every key must match.' }),
  receivers: z
    .array(z.string())
    .meta({ description: 'Names of receivers; an empty list tells nobody.', writtenAs: 'list of names' }),
  severity: z
    .enum(['critical', 'warning', 'info'])
    .default('critical')
    .meta({ description: 'How urgent the message says it is.' }),
  continue: z
    .boolean()
    .default(false)
    .meta({ description: 'Lets later rules decide too; otherwise the first that matches is the last.' }),
});

function globs(fallback: string[]) {
  return z.array(text()).min(1).default(fallback);
}

/** A name, an IPv4 address, or an IPv6 address (two colons at least, so that `host:25` is caught). */
function hostProblem(value: string) {
  if (/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u.test(value) || /^[0-9a-f.]*:[0-9a-f.]*:[0-9a-f:.]*$/i.test(value))
    return undefined;
  return { message: 'is not a host', hint: 'write the bare host; the port has its own key' };
}

function senderProblem(value: string) {
  if (isSender(value)) return undefined;
  return { message: 'is not a sender', hint: 'write oncall@example.com or Batchwatch <oncall@example.com>' };
}
