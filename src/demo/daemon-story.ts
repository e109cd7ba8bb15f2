import { z } from 'zod';
import type { NarratorLine } from './narrator.ts';

const LINE = z.object({
  msg: z.string(),
  job_id: z.string().default(''),
  from: z.string().optional(),
  to: z.string().default(''),
  jobs: z.number().default(0),
  pages: z.number().default(0),
  transitions: z.number().default(0),
  notifications: z.number().default(0),
  duration_ms: z.number().default(0),
  attempt: z.number().default(1),
  response: z.string().default(''),
  next_attempt_at: z.iso.datetime().optional(),
  time: z.string().default(''),
  decisions: z
    .array(z.object({ reason: z.string(), rule: z.string().optional(), receiver: z.string().optional() }))
    .default([]),
  err: z.object({ message: z.string().default('') }).default({ message: '' }),
});
type Line = z.infer<typeof LINE>;

/**
 * Says in plain words what a line of the daemon's log means. `undefined` for a line that is not worth showing, such
 * as a poll that found nothing new.
 * @param nameOf gives the name of a job; the log has ids only.
 */
export function narrateLogLine(json: string, nameOf: (jobId: string) => string): NarratorLine | undefined {
  const line = LINE.safeParse(JSON.parse(json)).data;
  if (line === undefined) return undefined;
  const narrated = narrate(line, nameOf);
  return narrated === undefined ? undefined : { actor: 'batchwatch', ...narrated };
}

function narrate(line: Line, nameOf: (jobId: string) => string): Omit<NarratorLine, 'actor'> | undefined {
  switch (line.msg) {
    case 'job transition':
      return { text: describeTransition(line, nameOf), mood: moodOf(line.to) };
    case 'poll complete':
      return line.transitions === 0 ? undefined : { text: describePoll(line) };
    case 'poll failed':
      return { text: `poll failed: ${line.err.message}; the window stays where it is`, mood: 'bad' };
    case 'polls complete again':
      return { text: 'polls are complete again', mood: 'good' };
    case 'notification delivered':
      if (line.attempt === 1) return undefined;
      return { text: `the message is delivered at attempt ${line.attempt}: nothing was lost`, mood: 'good' };
    case 'notification not delivered yet':
      return { text: describeRetry(line), mood: 'odd' };
    case 'notification refused for good':
      return { text: `the message is refused for good: ${line.response}`, mood: 'bad' };
    default:
      return undefined;
  }
}

function describeTransition(
  { job_id: jobId, from, to, decisions }: Line,
  nameOf: (jobId: string) => string,
): string {
  const move = from === undefined ? `is new, ${to}` : `${from} -> ${to}`;
  const byRule = Map.groupBy(decisions, ({ rule }) => rule);
  const outcome = [...byRule].map(([rule, narrated]) => {
    const receivers = narrated.flatMap(({ receiver }) => receiver ?? []);
    return rule === undefined || receivers.length === 0
      ? ''
      : `; rule ${rule} notifies ${receivers.join(', ')}`;
  });
  return `${nameOf(jobId)}: ${move}${outcome.join('')}`;
}

function moodOf(state: string): 'bad' | 'odd' | 'good' | 'plain' {
  if (state === 'Failed') return 'bad';
  if (state === 'Success') return 'good';
  return state === 'Pause' ? 'odd' : 'plain';
}

function describePoll({ jobs, transitions, notifications, duration_ms: duration }: Line): string {
  const messages = notifications === 0 ? 'no message to send' : `${count(notifications, 'message')} to send`;
  return `poll in ${duration} ms: ${count(jobs, 'job')} read, ${transitions} changed, ${messages}`;
}

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}

function describeRetry({ attempt, response, next_attempt_at: next, time }: Line): string {
  const wait = next === undefined ? Number.NaN : Math.round((Date.parse(next) - Date.parse(time)) / 1000);
  const again = Number.isNaN(wait) ? '' : `; kept in the outbox, tried again in ${wait} s`;
  return `attempt ${attempt} to send the message failed: ${response}${again}`;
}
