import type { Message, MessageJob } from '../../core/message/message.ts';
import type { VendorPages } from '../../core/message/vendor-pages.ts';
import { isRecovery } from '../../core/incident/incident-end.ts';
import { reasonWord } from '../words/reason-words.ts';
import { severityWord } from '../words/severity-words.ts';
import { isPartialSuccess } from '../../core/job/object-details.ts';
import { codeNotes, type CodeNote } from './code-notes.ts';
import { enrichmentNotes } from './enrichment-notes.ts';
import { type Detail, wholeName } from './job-details.ts';
import { jobView, type ContentLimits, type JobView } from './job-view.ts';
import { acknowledgeCommand, commandsOf, jobsCommand } from './message-commands.ts';
import { messageDetails, isCauseShared } from './message-details.ts';
import { introOf } from './message-intro.ts';
import { acknowledgeLink, messageLinks, type Link } from './message-links.ts';
import { closingMark, markOf } from '../../core/message/mark.ts';
import { repeatedMessage } from '../../core/message/repeated-message.ts';
import { pauseAdvice } from './pause-advice.ts';
import { manyOf, onlyJob, renderSubject, renderSummary } from './render-subject.ts';
import { visibleProse, visibleText } from '../../platform/text/visible-text.ts';
import { wordsOf } from '../locale.ts';
import type { Words } from '../locale/en.ts';

/** The content of a mail. The text and the HTML part only lay it out, so they cannot disagree. */
export interface MessageContent {
  words: Words;
  subject: string;
  /** The update in one line. */
  summary: string;
  /** The word that sets it apart; empty for a plain update. */
  mark: string;
  headline: string;
  /** True when it says that an incident is over. */
  isOver: boolean;
  /** True when all is well again. */
  isRecovered: boolean;
  /** It is about no job. */
  isCondition: boolean;
  severity: Message['severity'];
  /** True when all its jobs succeeded with failed objects: worse than their state looks. */
  isPartial: boolean;
  /** The states in it, worst first. */
  states: readonly string[];
  /** Sentences below the headline. */
  intro: readonly string[];
  /** Of the mail as a whole: where, since when. */
  details: readonly Detail[];
  /** The mail is about this job alone. */
  only: JobView | undefined;
  /** Above `jobs`; empty where it would say nothing. */
  listTitle: string;
  jobs: readonly JobView[];
  /** The jobs that are not listed, one sentence per state. */
  leftOut: readonly string[];
  /** Notes about the states in it. */
  advice: readonly string[];
  /** Advice about the error codes. */
  codes: readonly CodeNote[];
  /** The way to acknowledge; undefined without an incident, or when it is over. */
  acknowledge: { command: string; link: Link | undefined } | undefined;
  /** Command lines to look further, ready to paste. */
  commands: readonly string[];
  links: readonly Link[];
  footer: readonly string[];
}

/** Decides what `message` says within `limits`. All strings are free of control characters. */
export function messageContent(given: Message, limits: ContentLimits, pages: VendorPages): MessageContent {
  const message = repeatedMessage(given);
  const listed = message.jobs.slice(0, limits.listed);
  const words = wordsOf(message.language);
  const mark = markOf(message);
  const isCauseShown = isCauseShared(listed);
  const jobs = listed.map((job) => jobView(job, { message, limits, isCauseShown }));
  return {
    words,
    subject: renderSubject(message),
    summary: renderSummary(message),
    mark: mark === undefined ? '' : words.marks[mark],
    headline: headlineOf(message, words),
    isOver: message.kind === 'closing',
    isRecovered: message.kind === 'closing' && isRecovery(closingMark(message)),
    isCondition: message.story?.condition !== undefined,
    severity: message.severity,
    isPartial: listed.length > 0 && listed.every(isPartialSuccess),
    states: message.counts.slice(0, 6).map(({ state }) => visibleText(state, 64)),
    intro: introOf(message),
    details: messageDetails(message, listed),
    only: onlyJob(message) === undefined ? undefined : jobs[0],
    listTitle: listTitleOf(message, words),
    jobs,
    leftOut: leftOutSentences(message, listed),
    advice: adviceOf(message, listed),
    codes: codeNotes(message),
    acknowledge: acknowledgeOf(message),
    commands: commandsOf(message, listed),
    links: messageLinks(message, pages),
    footer: footerOf(message),
  };
}

function headlineOf(message: Message, words: Words): string {
  if (message.kind === 'test') return words.subject.test(wholeName(message.receiver));
  const condition = message.story?.condition ?? message.report;
  if (condition !== undefined) return visibleText(condition.title, 200);
  const only = onlyJob(message);
  if (only !== undefined) return wholeName(only.name) || wholeName(only.jobId);
  return visibleText(manyOf(message, words));
}

function listTitleOf({ kind, story, jobs }: Message, { listTitles }: Words): string {
  if (story === undefined || jobs.length === 0 || FIRST.has(kind)) return '';
  if (kind === 'closing') return jobs.some(({ ended }) => ended !== undefined) ? listTitles.closing : '';
  return kind === 'update' && story.reason === 'news' ? listTitles.update : listTitles.open;
}

/** Kinds that begin a thread: all that they list is new. */
const FIRST: ReadonlySet<Message['kind']> = new Set(['opening', 'escalation', 'baseline']);

function leftOutSentences(message: Message, listed: readonly MessageJob[]): readonly string[] {
  const listedOf = Map.groupBy(listed, ({ state }) => state);
  return message.counts
    .map(({ state, count }) => ({ state, missing: count - (listedOf.get(state)?.length ?? 0) }))
    .filter(({ missing }) => missing > 0)
    .slice(0, 20)
    .map(({ state, missing }) =>
      wordsOf(message.language).leftOut({
        count: missing,
        state: visibleText(state, 64),
        isMore: listed.length > 0,
        command: jobsCommand(message, state),
      }),
    );
}

function adviceOf(message: Message, listed: readonly MessageJob[]): readonly string[] {
  const notes = (message.story?.notes ?? []).map((note) => visibleProse(note, 500));
  return [...notes, ...enrichmentNotes(message, listed), ...pauseAdvice(message, listed)];
}

function acknowledgeOf(message: Message): MessageContent['acknowledge'] {
  const { story, kind, test } = message;
  // Whoever tries a way has nothing to acknowledge.
  if (story === undefined || kind === 'closing' || test !== undefined) return undefined;
  return { command: acknowledgeCommand(message), link: acknowledgeLink(message) };
}

function footerOf(message: Message): readonly string[] {
  const { footer, list } = wordsOf(message.language);
  const rules = [...new Set(message.jobs.map(({ rule }) => visibleProse(rule, 64)))];
  const reasons = [
    ...new Set(message.jobs.map(({ reason }) => visibleProse(reasonWord(reason, message.language), 64))),
  ];
  const receiver = wholeName(message.receiver);
  return [
    rules.length === 0
      ? footer.receiverAlone(receiver)
      : footer.receiver(receiver, list(rules.slice(0, 5)), list(reasons.slice(0, 5))),
    // A message about several incidents is none.
    ...(message.kind === 'escalation' && message.report !== undefined
      ? []
      : [
          footer.incident(
            wholeName(message.test?.of?.incident ?? message.incident),
            severityWord(message.severity, message.language),
          ),
        ]),
    footer.sentBy(visibleProse(message.publicUrl, 200)),
  ];
}
