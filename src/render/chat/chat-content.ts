import { unlistedJobs, type Message, type MessageJob, type MessagePart } from '../../core/message/message.ts';
import { messageNumber } from '../../core/message/message-number.ts';
import type { VendorPages } from '../../core/message/vendor-pages.ts';
import { formatLocal } from '../../platform/time.ts';
import { cutText } from '../../platform/text/cut-text.ts';
import { endedText, jobCause, wholeName } from '../content/job-details.ts';
import { messageContent, type MessageContent } from '../content/message-content.ts';
import { isCauseShared } from '../content/message-details.ts';
import { acknowledgeLink, messageLinks, type Link } from '../content/message-links.ts';
import { onlyJob } from '../content/render-subject.ts';
import { breakLinks } from './break-links.ts';
import { messageZone } from '../content/message-times.ts';
import { wordsOf } from '../locale.ts';
import type { Words } from '../locale/en.ts';

/**
 * The content of a chat message, in the order in which somebody on call asks: what happened, where and since when,
 * why, what to do first, who has it, and where to go on. Plain text: each channel adds its own marks.
 */
export interface ChatContent {
  /** The cause, the count and the target. */
  headline: string;
  severity: Message['severity'];
  isOver: boolean;
  /** True when all is well again. */
  isRecovered: boolean;
  /** The place, and the time since when. */
  details: readonly string[];
  /** The cause and the first action, where they are known. */
  causes: readonly string[];
  /** The state of the incident: how long it is open, who has acknowledged it. */
  standing: readonly string[];
  /** The incidents that it stands for, where it stands for several. A label may hold the name of a job. */
  parts: readonly Link[];
  /** The most important jobs. Where there is only one, the headline has its name. */
  jobs: readonly string[];
  /** The count of jobs that are left out. Empty when none is. */
  more: string;
  /** The incident, then what acknowledges it. */
  links: readonly Link[];
  /** The message's number. A reader knows a repeated message by it. */
  number: string;
}

/** The limits of a chat message. */
export interface ChatLimits {
  /** The most jobs that it lists. */
  jobs: number;
  /** Code points of each free text. */
  prose: number;
  /** Earlier messages that the line of one of several incidents quotes. Left out: all. It counts the others. */
  earlier?: number;
}

/** Decides what `message` says in a chat. No client makes a link of a text in it. */
export function chatContent(message: Message, limits: ChatLimits, pages: VendorPages): ChatContent {
  const { headline, details, causes, standing, parts, jobs, ...content } = linkableContent(
    message,
    limits,
    pages,
  );
  return {
    ...content,
    headline: breakLinks(headline),
    details: details.map(breakLinks),
    causes: causes.map(breakLinks),
    standing: standing.map(breakLinks),
    parts: parts.map(({ label, url }) => ({ label: breakLinks(label), url })),
    jobs: jobs.map(breakLinks),
  };
}

function linkableContent(message: Message, limits: ChatLimits, pages: VendorPages): ChatContent {
  const content = messageContent(
    message,
    { listed: limits.jobs, prose: limits.prose, cause: limits.prose },
    pages,
  );
  const { words } = content;
  const listed = message.jobs.slice(0, limits.jobs);
  const left = onlyJob(message) === undefined ? unlistedJobs({ ...message, jobs: listed }) : 0;
  return {
    headline: content.summary,
    severity: message.severity,
    isOver: content.isOver,
    isRecovered: content.isRecovered,
    details: detailsOf(message, content),
    causes: causesOf(message, content, limits),
    standing: content.intro.map((line) => cutText(line, limits.prose)),
    parts: (message.parts ?? []).map((part) => partLink(part, limits)),
    jobs: listed.map((job) => jobLine(job, message, words)),
    more: left > 0 && message.counts.length > 0 ? words.chat.more(left, listed.length > 0) : '',
    links: linksOf(message, pages),
    number: messageNumber(message.messageId),
  };
}

function detailsOf(message: Message, { words }: MessageContent): readonly string[] {
  const { target, jobs, story, timezone } = message;
  const { chat, labels } = words;
  const instants = [...jobs.map((job) => job.since), ...(story === undefined ? [] : [story.openedAt])];
  const since = instants.length === 0 ? undefined : Math.min(...instants);
  return [
    ...(target === undefined
      ? []
      : [
          chat.detail(
            labels.target,
            chat.place(wholeName(target.name), wholeName(target.bucket), wholeName(target.region)),
          ),
        ]),
    ...(since === undefined
      ? []
      : [
          chat.detail(labels.since, `${formatLocal(since, timezone)} ${messageZone(since, timezone, words)}`),
        ]),
  ];
}

/** `Failed  nightly-transcode  b3fa…`; at the end of its part, `nightly-transcode  b3fa…  Running, resumed after 2 h`. */
function jobLine(job: MessageJob, message: Message, words: Words): string {
  const ended = endedText(job, words);
  const state = ended === '' ? wholeName(job.state) : '';
  const name = onlyJob(message) === undefined ? wholeName(job.name) : '';
  return [state, name, wholeName(job.jobId), ended].filter(Boolean).join('  ');
}

function partLink(
  { summary, state, before, language, url }: MessagePart,
  { prose, earlier = Infinity }: ChatLimits,
): Link {
  const { chat } = wordsOf(language);
  const cut = (title: string) => cutText(title, Math.max(SHORTEST_TITLE, Math.min(prose, TITLE_LIMIT)));
  const left = Math.max(before.length - earlier, 0);
  const additions = [
    ...(state === '' ? [] : [state]),
    ...before.slice(left).map((title) => chat.before(cut(title))),
    ...(left === 0 ? [] : [chat.earlier(left)]),
  ];
  return { label: additions.reduce((text, more) => chat.part(text, more), cut(summary)), url };
}

/** Code points of the title of one of several incidents. */
const TITLE_LIMIT = 80;
const SHORTEST_TITLE = 12;

/** The cause is said once where all jobs share it. Of a code that no table knows, the API's own words say most. */
function causesOf(message: Message, content: MessageContent, { prose }: ChatLimits): readonly string[] {
  const { words, codes } = content;
  const [first] = message.jobs;
  const isShared = onlyJob(message) !== undefined || isCauseShared(message.jobs);
  const [advice] = message.advice ?? [];
  const shownJob = isShared
    ? first
    : message.jobs.find(({ code }) => advice?.action === '' && code === advice.code);
  const cause = shownJob === undefined ? '' : jobCause(shownJob, prose, words);
  const notes = codes.slice(0, 1).flatMap(({ means, action }) => [means, action]);
  return [cause, ...notes, ...content.advice]
    .filter((text) => text !== '')
    .map((text) => cutText(text, prose));
}

function linksOf(message: Message, pages: VendorPages): readonly Link[] {
  const [incident] = message.story === undefined ? [] : messageLinks(message, pages);
  const acknowledge = message.kind === 'closing' ? undefined : acknowledgeLink(message);
  return [incident, acknowledge].filter((link) => link !== undefined);
}
