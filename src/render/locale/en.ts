import { DURATION_UNITS } from '../words/duration-units.ts';
import type { Words } from './catalogue.ts';
import { ENGLISH_ENRICHMENT } from './en-enrichment.ts';

/** The phrases of a mail in English. */
export const ENGLISH: Words = {
  tag: 'en',
  units: DURATION_UNITS.en,
  zone: (name, offset) => `${name} (UTC${offset})`,
  list: (parts) => parts.join(', '),
  lines: {
    // As wide as `Operation`.
    detail: (label, value) => `${label.padEnd(9)}  ${value}`,
    link: (label, url) => `${label}: ${url}`,
  },
  marks: {
    firstLook: 'Initial scan',
    reminder: 'Still open',
    flapping: 'Flapping',
    settled: 'Settled',
    escalated: 'Escalated',
    tooLong: 'Too long',
    resumed: 'Resumed',
    superseded: 'Superseded',
    recovered: 'Resolved',
    hand: 'Resolved manually',
    ended: 'Resolved',
    vanished: 'Vanished',
    outlived: 'No longer followed',
    'target-removed': 'No longer watched',
  },
  subject: {
    test: (receiver) => `Test message for ${receiver}`,
    marked: (mark, what) => `${mark}: ${what}`,
    one: (state, name) => `${state}: ${name}`,
    many: (counts, added, cause) =>
      `${counts}${added === '' ? '' : ` (${added})`}${cause === '' ? '' : `: ${cause}`}`,
    at: (what, target) => `${what} (${target})`,
    counts: (parts, others) => {
      const named = parts.map(({ count, state }, at) => {
        const unit = at > 0 ? '' : count === 1 ? ' job' : ' jobs';
        return `${count}${unit} ${state}`;
      });
      const all = others > 0 ? [...named, `${others} other`] : named;
      return all.length === 0 ? 'no jobs' : all.join(', ');
    },
    queue: (name) => `queue ${name}`,
  },
  intro: {
    baseline: 'The initial scan of this target found these jobs as they are; some may be old.',
    test: [
      'Nothing has failed. Someone ran `batchwatch test-notification` to see whether mail arrives.',
      'You are reading it, so it does: real alerts take the same way.',
    ],
    update: ({ added, all, open }) =>
      `${added} new since the last mail. ${all} in all, ${open === all ? 'all' : open === 0 ? 'none' : open} still open.`,
    reminder: (age, since) => `Open for ${age}, since ${since}. Unacknowledged.`,
    stillOpen: (open, all) =>
      `${open} of ${all} ${all === 1 ? 'job' : 'jobs'} ${open === 1 ? 'is' : 'are'} still open.`,
    settled: 'It has kept this state for a while. From now on each change is notified again.',
    silenceEnded: (age, since) =>
      `A silence or maintenance has ended, and this is still open: for ${age}, since ${since}.`,
    flapping:
      'It changes back and forth so often that single changes send no notification. You are notified when it settles.',
    tooLong: 'In this state for longer than the rule allows.',
    escalated: (age) => `Unacknowledged for ${age}, so you are notified too.`,
    overAtOnce: 'It was resolved before its first notification.',
    over: {
      resumed: (age) => `Resumed after ${age}.`,
      superseded: (age) => `A newer run of the same work succeeded, ${age} after this began.`,
      recovered: (age) => `Resolved. It lasted ${age}.`,
      hand: (age) => `Resolved manually after ${age}.`,
      ended: (age) => `Resolved after ${age}, but not all of its jobs recovered.`,
      vanished: (age) =>
        `Its jobs are no longer listed by the API, ${age} after this began. How they ended is unknown.`,
      outlived: (age) =>
        `Not resolved, but open for longer than \`followFor\` (this: ${age}). It is no longer followed, and its end is not notified.`,
      'target-removed': (age) =>
        `The target was removed from the configuration after ${age}. It is no longer watched, and its end is not notified.`,
    },
    acknowledged: (who, when) => `Acknowledged by ${who}, ${when}.`,
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
  listTitles: { update: 'New since the last mail', open: 'Still open', closing: 'How each job ended' },
  before: {
    never: 'not seen before',
    again: (state) => `${state}, then not listed`,
    lasted: (state, span) => `${state} for ${span}`,
  },
  ended: {
    resumed: (state, span) => `${state}, resumed after ${span}`,
    moved: (state, span) => `${state} after ${span}`,
    superseded: (jobId) => `superseded by ${jobId}, which succeeded`,
    vanished: 'no longer listed by the API',
    outlived: 'no longer followed',
    'target-removed': 'no longer watched: its target was removed',
  },
  operation: (summary) => summary,
  ofThoseListed: ', of those listed',
  codeCount: (code, count) => `${code} (${count})`,
  otherCodes: (count) => `others (${count})`,
  leftOut: ({ count, state, isMore, command }) =>
    `${count}${isMore ? ' more' : ''} in state ${state} ${count === 1 ? 'is' : 'are'} not listed here, see: ${command}`,
  pause: {
    advice: (queue) =>
      `Pause: a paused queue is normally the cause, its waiting jobs pause with it. Re-activating ${queue} is the only documented way on.`,
    queue: (names, others) => {
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
  footer: {
    receiver: (receiver, rules, reasons) => `Receiver ${receiver}, by rule ${rules} (${reasons}).`,
    receiverAlone: (receiver) => `Receiver ${receiver}.`,
    incident: (incident, severity) => `Incident ${incident}, severity ${severity}.`,
    sentBy: (url) => `Sent by Batchwatch at ${url}.`,
  },
};
