import type { Message, MessageJob, StateCount } from '../../alerts/message.ts';
import { isPartialSuccess } from '../../alerts/objects-fact.ts';
import { cutText } from './cut-text.ts';
import { markOf } from './mail-mark.ts';
import { objectsText } from './objects-text.ts';
import { visibleText } from './visible-text.ts';
import { wordsOf } from './words.ts';
import type { Words } from './words/catalogue.ts';

/**
 * The subject of a mail: `[Batchwatch] Failed: nightly-transcode (media)` for one job, `[Batchwatch] 14 jobs
 * Failed (+2): AccessDenied (media)` for several. Nothing in it changes with time, so that retries and mail
 * clients' threads see the same words.
 */
export function renderSubject(message: Message): string {
  return `[Batchwatch] ${visibleText(subjectOf(message, wordsOf(message.language)))}`;
}

function subjectOf(message: Message, words: Words): string {
  const { subject, marks } = words;
  if (message.kind === 'test') return subject.test(cutText(message.receiver, NAME_LIMIT));
  if (message.report !== undefined) return cutText(message.report.title, 200);
  const what = whatOf(message, words);
  const mark = markOf(message);
  // Whom it was escalated to reads the words that all others know the incident by.
  return mark === undefined || mark === 'escalated' ? what : subject.marked(marks[mark], what);
}

/** What it is about and where: the part that all mails of a thread share. */
function whatOf(message: Message, words: Words): string {
  const condition = message.story?.condition;
  if (condition !== undefined) return cutText(condition.title, 200);
  const { subject } = words;
  const what = oneOf(message, words) ?? manyOf(message, words);
  return message.target === undefined ? what : subject.at(what, cutText(message.target.name, NAME_LIMIT));
}

function stateOf(job: MessageJob, words: Words): string {
  const state = cutText(job.state, STATE_LIMIT);
  if (job.objects === undefined || !isPartialSuccess(job)) return state;
  return words.facts.partial.state(state, objectsText(job.objects, words));
}

function oneOf(message: Message, words: Words): string | undefined {
  const only = onlyJob(message);
  if (only === undefined) return undefined;
  const name = cutText(only.name || only.jobId, NAME_LIMIT);
  return message.kind === 'closing' ? name : words.subject.one(stateOf(only, words), name);
}

/**
 * `14 jobs Failed (+2): AccessDenied`: how many, how many of them are new, and what they have in common. An update
 * counts all jobs of the incident.
 */
export function manyOf(message: Message, words: Words): string {
  const { kind, story, counts } = message;
  const isUpdate = kind === 'update' && story !== undefined;
  const added = isUpdate && story.added > 0 ? `+${story.added}` : '';
  const summary = summarizeCounts(isUpdate ? story.totals : counts, words);
  const isPartial = message.jobs.length > 0 && message.jobs.every(isPartialSuccess);
  return words.subject.many(
    isPartial ? words.facts.partial.several(summary) : summary,
    added,
    causeOf(message, words),
  );
}

/** What the jobs have in common: the code, the queue, or the name. */
function causeOf({ story }: Message, { subject }: Words): string {
  const { code = '', queueId = '', name = '' } = story?.labels ?? {};
  const queue = queueId === '' ? '' : subject.queue(cutText(queueId, 40));
  return cutText([code, queue, name].find((text) => text !== '') ?? '', NAME_LIMIT);
}

/** The one job that the message tells of; undefined when it tells of more, listed or not. */
export function onlyJob(message: Message): Message['jobs'][number] | undefined {
  const told = message.story?.totals ?? message.counts;
  return sum(told) <= 1 && sum(message.counts) <= 1 ? message.jobs[0] : undefined;
}

/** `12 jobs Failed, 1 Pause`; with more states than a line can hold, the rest is counted together. */
function summarizeCounts(counts: readonly StateCount[], { subject }: Words): string {
  const named = counts
    .slice(0, STATES_NAMED)
    .map(({ state, count }) => ({ count, state: cutText(state, STATE_LIMIT) }));
  return subject.counts(named, sum(counts.slice(STATES_NAMED)));
}

function sum(counts: readonly StateCount[]): number {
  return counts.reduce((total, { count }) => total + count, 0);
}

/** Longer than any real name is wide on a phone; the body has the whole name. */
const NAME_LIMIT = 80;
const STATE_LIMIT = 24;
const STATES_NAMED = 6;
