import type { Message, MessageJob, StateCount } from '../../core/message/message.ts';
import { isPartialSuccess } from '../../core/job/object-details.ts';
import { olderTitle } from '../../core/message/older-title.ts';
import { stateHeading, stateWord } from '../../core/message/state-words.ts';
import { cutText } from '../../platform/text/cut-text.ts';
import { markOf } from '../../core/message/mark.ts';
import { repeatedMessage } from '../../core/message/repeated-message.ts';
import { objectsText } from './objects-text.ts';
import { queueName } from './queue-name.ts';
import { visibleText } from '../../platform/text/visible-text.ts';
import { wordsOf } from '../locale.ts';
import type { Words } from '../locale/en.ts';

/**
 * Returns the subject of a mail. All mails of a thread have that of its first, the later ones after `Re: `, so that
 * clients that thread by subject keep them together: `Re: [Batchwatch] Failed: AccessDenied (media), 14 jobs`.
 */
export function renderSubject(given: Message): string {
  const message = repeatedMessage(given);
  const subject = visibleText(subjectOf(message, wordsOf(message.language)), SUBJECT_LIMIT);
  return `${message.inReplyTo === undefined ? '' : 'Re: '}[Batchwatch] ${subject}`;
}

function subjectOf(message: Message, words: Words): string {
  // A mail program would put it into the thread of a mail with the same subject.
  if (message.subject !== undefined && message.test !== undefined)
    return words.subject.marked(words.marks.test, message.subject);
  if (message.subject !== undefined) return message.subject;
  // Only a message that an older version wrote has a story, and no subject.
  const { story, counts, target } = message;
  if (story === undefined) return summaryOf(message, words);
  const states = (story.totals ?? counts).map(({ state }) => state);
  const labels = { ...(target !== undefined && { target: target.name }), ...story.labels };
  return olderTitle({ labels, states, condition: story.condition?.title });
}

/** Returns what is new, in one line: `Resolved: 14 jobs failed: AccessDenied (media)`. */
export function renderSummary(given: Message): string {
  const message = repeatedMessage(given);
  return visibleText(summaryOf(message, wordsOf(message.language)), SUBJECT_LIMIT);
}

function summaryOf(message: Message, words: Words): string {
  const { subject, marks } = words;
  if (message.kind === 'test') return subject.test(cutText(message.receiver, NAME_LIMIT));
  if (message.report !== undefined) return message.report.title;
  const what = whatOf(message, words);
  const mark = markOf(message);
  return mark === undefined ? what : subject.marked(marks[mark], what);
}

/** Returns the subject's cause, number and place. */
function whatOf(message: Message, words: Words): string {
  const condition = message.story?.condition;
  if (condition !== undefined) return condition.title;
  const { subject } = words;
  const what = oneOf(message, words) ?? manyOf(message, words);
  return message.target === undefined ? what : subject.at(what, cutText(message.target.name, NAME_LIMIT));
}

function stateOf(job: MessageJob, words: Words): string {
  const state = cutText(stateHeading(job.state, words.tag), STATE_LIMIT);
  if (job.objects === undefined || !isPartialSuccess(job)) return state;
  return words.enrichment.partial.state(state, objectsText(job.objects, words));
}

function oneOf(message: Message, words: Words): string | undefined {
  const only = onlyJob(message);
  // A job without a name is counted: its id stands on one line of the text alone, for those who read it by machine.
  if (only === undefined || only.name === '') return undefined;
  const name = cutText(only.name, NAME_LIMIT);
  return message.kind === 'closing' ? name : words.subject.one(stateOf(only, words), name);
}

/**
 * `14 jobs failed (+2): AccessDenied`: how many, how many of them are new, and what they have in common. An update
 * counts all jobs of the incident.
 */
export function manyOf(message: Message, words: Words): string {
  const { kind, story, counts } = message;
  const isUpdate = kind === 'update' && story !== undefined;
  const added = isUpdate && story.added > 0 ? `+${story.added}` : '';
  const summary = summarizeCounts(isUpdate ? story.totals : counts, words);
  const isPartial = message.jobs.length > 0 && message.jobs.every(isPartialSuccess);
  return words.subject.many(
    isPartial ? words.enrichment.partial.several(summary) : summary,
    added,
    causeOf(message, words),
  );
}

/** Returns the common value of the jobs: the code, the queue, or the name. */
function causeOf(message: Message, { subject }: Words): string {
  const { code = '', queueId = '', name = '' } = message.story?.labels ?? {};
  const queue = queueId === '' ? '' : subject.queue(cutText(queueName(queueId, message), 40));
  return cutText([code, queue, name].find((text) => text !== '') ?? '', NAME_LIMIT);
}

/** The message's only job. `undefined` when it has several, listed or not. */
export function onlyJob(message: Message): Message['jobs'][number] | undefined {
  const counts = message.story?.totals ?? message.counts;
  return sum(counts) <= 1 && sum(message.counts) <= 1 ? message.jobs[0] : undefined;
}

/** `12 jobs failed, 1 paused`; with more states than a line can hold, the rest is counted together. */
function summarizeCounts(counts: readonly StateCount[], { subject, tag }: Words): string {
  const named = counts
    .slice(0, STATES_NAMED)
    .map(({ state, count }) => ({ count, state: cutText(stateWord(state, tag), STATE_LIMIT) }));
  return subject.counts(named, sum(counts.slice(STATES_NAMED)));
}

function sum(counts: readonly StateCount[]): number {
  return counts.reduce((total, { count }) => total + count, 0);
}

/** Longer than any real name is wide on a phone; the body has the whole name. */
const NAME_LIMIT = 80;
/** Of subjects and summaries as a whole. */
const SUBJECT_LIMIT = 250;
const STATE_LIMIT = 24;
const STATES_NAMED = 6;
