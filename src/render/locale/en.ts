import type { Language } from '../../core/message/message.ts';
import { ENGLISH_LISTS } from '../words/locale/en.ts';
import { ENGLISH_ENRICHMENT } from './en-enrichment.ts';

/** The phrases of a mail in English. */
export const ENGLISH = {
  /** BCP 47, for the HTML part. */
  tag: 'en' as Language,
  units: ENGLISH_LISTS.units,
  /** The zone of all times of the mail, and how far it is from UTC: `+08:00`. */
  zone: (name: string, offset: string) => `${name} (UTC${offset})`,
  list: (parts: readonly string[]) => parts.join(', '),
  clauses: (parts: readonly string[]) => parts.join('; '),
  /** One line of the text part. */
  lines: {
    // As wide as `Operation`.
    detail: (label: string, value: string) => `${label.padEnd(9)}  ${value}`,
    link: (label: string, url: string) => `${label}: ${url}`,
  },
  marks: {
    reachable: 'Reachable again',
    test: 'Test',
    firstLook: 'Initial scan',
    reminder: 'Still open',
    flapping: 'Flapping',
    settled: 'Settled',
    escalated: 'Escalated',
    tooLong: 'Too long',
    resumed: 'Resumed',
    superseded: 'Superseded',
    recovered: 'Resolved',
    manual: 'Resolved manually',
    ended: 'Resolved',
    vanished: 'Vanished',
    outlived: 'No longer followed',
    'target-removed': 'No longer watched',
  },
  /** Parts of subjects and headlines. All mails of a thread share their words, so that a reader knows them again. */
  subject: {
    test: (receiver: string) => `Test message for ${receiver}`,
    marked: (mark: string, what: string) => `${mark}: ${what}`,
    /** One job. */
    one: (state: string, name: string) => `${state}: ${name}`,
    /** Many, how many of them are new (empty when that is all), and what they have in common (or empty). */
    many: (counts: string, added: string, cause: string) =>
      `${counts}${added === '' ? '' : ` (${added})`}${cause === '' ? '' : `: ${cause}`}`,
    at: (what: string, target: string) => `${what} (${target})`,
    /** Jobs by state, the first with the word for jobs: `12 jobs failed, 1 paused, 3 other`. */
    counts: (parts: readonly { count: number; state: string }[], others: number) => {
      const named = parts.map(({ count, state }, at) => {
        const unit = at > 0 ? '' : count === 1 ? ' job' : ' jobs';
        return `${count}${unit} ${state}`;
      });
      const all = others > 0 ? [...named, `${others} other`] : named;
      return all.length === 0 ? 'no jobs' : all.join(', ');
    },
    queue: (name: string) => `queue ${name}`,
  },
  intro: {
    baseline: 'The initial scan of this target found these jobs as they are; some may be old.',
    test: (by: string) =>
      `Nothing has failed. ${by === '' ? 'Someone' : by} sent this test to see whether messages arrive.`,
    testArrived: 'You are reading it, so they do: real alerts take the same way.',
    testOf: (by: string) =>
      `This is a test by ${by}. It repeats a message of a real incident and changes nothing about it.`,
    update: ({ added, all, open }: { added: number; all: number; open: number }) =>
      `${added} new since the last message. ${all} in all, ${open === all ? 'all' : open === 0 ? 'none' : open} still open.`,
    reminder: (age: string, since: string) => `Open for ${age}, since ${since}. Unacknowledged.`,
    stillOpen: (open: number, all: number) =>
      `${open} of ${all} ${all === 1 ? 'job' : 'jobs'} ${open === 1 ? 'is' : 'are'} still open.`,
    settled: 'It has kept this state for a while. From now on each change is notified again.',
    silenceEnded: (age: string, since: string) =>
      `A silence or maintenance has ended, and this is still open: for ${age}, since ${since}.`,
    flapping:
      'It changes back and forth so often that single changes send no notification. You are notified when it settles.',
    tooLong: 'In this state for longer than the rule allows.',
    escalated: (age: string) => `Unacknowledged for ${age}, so you are notified too.`,
    overAtOnce: 'It was resolved before its first notification.',
    /** Nobody knows that it recovered. */
    endedAtOnce: 'It ended before its first notification.',
    over: {
      resumed: (age: string) => `Resumed after ${age}.`,
      superseded: (age: string) => `A newer run of the same work succeeded, ${age} after this began.`,
      recovered: (age: string) => `Resolved. It lasted ${age}.`,
      manual: (age: string) => `Resolved manually after ${age}.`,
      ended: (age: string) => `Resolved after ${age}, but not all of its jobs recovered.`,
      vanished: (age: string) =>
        `Its jobs are no longer listed by the API, ${age} after this began. How they ended is unknown.`,
      outlived: (age: string) =>
        `Not resolved, but open for longer than \`followFor\` (this: ${age}). It is no longer followed, and its end is not notified.`,
      'target-removed': (age: string) =>
        `The target was removed from the configuration after ${age}. It is no longer watched, and its end is not notified.`,
    },
    acknowledged: (who: string, when: string) => `Acknowledged by ${who}, ${when}.`,
    /** Why this goes to somebody in place of another receiver. */
    fallback: {
      waited: (receiver: string, channel: string, age: string) =>
        `You get this in place of ${receiver}: the message by ${channel} has waited for ${age}.`,
      'given-up': (receiver: string, channel: string) =>
        `You get this in place of ${receiver}: the message by ${channel} is undeliverable.`,
      free: (receiver: string, channel: string) =>
        `${receiver} gets messages by ${channel} again. You get no more of this incident in their place.`,
    },
  },
  labels: {
    target: 'Target',
    bucket: 'Bucket',
    region: 'Region',
    to: 'To',
    made: 'Written',
    since: 'Since',
    first: 'First',
    latest: 'Latest',
    codes: 'Codes',
    before: 'Before',
    queue: 'Queue',
    now: 'Now',
    zone: 'Time zone',
  },
  /** Above the list of jobs. */
  listTitles: { update: 'New since the last message', open: 'Still open', closing: 'How each job ended' },
  before: {
    never: 'not seen before',
    /** It had vanished, or was followed no more, in this state. */
    again: (state: string) => `${state}, then not listed`,
    lasted: (state: string, span: string) => `${state} for ${span}`,
  },
  /** The end of a job's part. */
  ended: {
    resumed: (state: string, span: string) => `${state}, resumed after ${span}`,
    moved: (state: string, span: string) => `${state} after ${span}`,
    superseded: (jobId: string) => `superseded by ${jobId}, which succeeded`,
    vanished: 'no longer listed by the API',
    outlived: 'no longer followed',
    'target-removed': 'no longer watched: its target was removed',
  },
  /** The work of a job, as it was summed up: `Transcode, template t1, queue p1`. */
  operation: (summary: string) => summary,
  ofThoseListed: ', of those listed',
  codeCount: (code: string, count: number | string) => `${code} (${count})`,
  otherCodes: (count: number) => `others (${count})`,
  leftOut: ({
    count,
    state,
    isMore,
    command,
  }: {
    count: number;
    state: string;
    isMore: boolean;
    command: string;
  }) =>
    `${count}${isMore ? ' more' : ''} in state ${state} ${count === 1 ? 'is' : 'are'} not listed here, see: ${command}`,
  pause: {
    advice: (queue: string) =>
      `Pause: a paused queue is normally the cause, its waiting jobs pause with it. Re-activating ${queue} is the only documented way on.`,
    queue: (names: readonly string[], others: number) => {
      const word = names.length + others === 1 ? 'queue' : 'queues';
      return `${word} ${names.join(', ')}${others > 0 ? ` and ${others} more` : ''}`;
    },
    unnamed: 'the queue',
    unnamedForThisJob: 'the queue (the API names none for this job)',
  },
  enrichment: ENGLISH_ENRICHMENT,
  commands: { acknowledge: 'Acknowledge:', lookFurther: 'Details:' },
  links: {
    acknowledge: 'Acknowledge',
    incident: 'The incident in Batchwatch',
    console: 'Tencent console',
    states: 'What the states mean',
    queue: 'How to re-activate a queue',
  },
  /** A message in a chat. */
  chat: {
    detail: (label: string, value: string) => `${label}: ${value}`,
    place: (target: string, bucket: string, region: string) => `${target} (${bucket}, ${region})`,
    /** Jobs that are not listed. */
    more: (count: number, isAnyListed: boolean) =>
      isAnyListed ? `… and ${count} more` : `${count} ${count === 1 ? 'job' : 'jobs'}, see the incident`,
    number: (number: string) => `No. ${number}`,
    unacknowledged: 'unacknowledged',
    acknowledged: (who: string) => `acknowledged by ${who}`,
    /** One of several incidents. */
    part: (title: string, state: string) => `${title}, ${state}`,
    /** An update that is older than its title. */
    before: (title: string) => `before: ${title}`,
    /** Older updates that are not quoted. */
    earlier: (count: number) => `${count} more before`,
    /** Of one of several messages in one: it goes to somebody in place of another receiver. */
    inPlaceOf: (receiver: string) => `in place of ${receiver}`,
    reachableAgain: (receiver: string) => `${receiver} gets messages again`,
    /** Several messages in one, which may be about one incident. */
    merged: (incidents: number) =>
      `${incidents === 1 ? 'Several' : incidents} messages in one: there were more than this group takes at once`,
  },
  footer: {
    receiver: (receiver: string, rules: string, reasons: string) =>
      `Receiver ${receiver}, by rule ${rules} (${reasons}).`,
    receiverAlone: (receiver: string) => `Receiver ${receiver}.`,
    incident: (incident: string, severity: string) => `Incident ${incident}, severity ${severity}.`,
    sentBy: (url: string) => `Sent by Batchwatch at ${url}.`,
  },
};

export type Words = typeof ENGLISH;
