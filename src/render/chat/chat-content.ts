import { unlistedJobs, type Message } from '../../core/message/message.ts';
import { messageNumber } from '../../core/message/message-number.ts';
import type { VendorPages } from '../../core/message/vendor-pages.ts';
import { formatLocal } from '../../platform/time.ts';
import { cutText } from '../../platform/text/cut-text.ts';
import { jobCause, wholeName } from '../content/job-details.ts';
import { messageContent, type MessageContent } from '../content/message-content.ts';
import { isCauseShared } from '../content/message-details.ts';
import { acknowledgeLink, messageLinks, type Link } from '../content/message-links.ts';
import { messageZone } from '../content/message-times.ts';

/**
 * What a chat message says, in the order in which somebody on call asks: what happened, where and since when, why and
 * what to do first, who has it, and where to go on. Plain text: each channel adds its own marks.
 */
export interface ChatContent {
  /** The cause, the count and the target. */
  headline: string;
  severity: Message['severity'];
  isOver: boolean;
  /** Where, and since when. */
  details: readonly string[];
  /** The cause and the first action, where they are known. */
  causes: readonly string[];
  /** Where the incident stands: how long it is open, who has acknowledged it. */
  standing: readonly string[];
  /** The most important jobs, where there are several. */
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
}

/** Decides what `message` says in a chat. */
export function chatContent(message: Message, limits: ChatLimits, pages: VendorPages): ChatContent {
  const content = messageContent(
    message,
    { listed: limits.jobs, prose: limits.prose, cause: limits.prose },
    pages,
  );
  const { words } = content;
  const isSingle = content.only !== undefined;
  const listed = isSingle ? [] : message.jobs.slice(0, limits.jobs);
  const left = isSingle ? 0 : unlistedJobs({ ...message, jobs: listed });
  return {
    headline: content.summary,
    severity: message.severity,
    isOver: content.isOver,
    details: detailsOf(message, content),
    causes: causesOf(message, content, limits),
    // Each line of several messages in one ends in its link.
    standing:
      message.report === undefined ? content.intro.map((line) => cutText(line, limits.prose)) : content.intro,
    jobs: listed.map(({ state, name, jobId }) =>
      [wholeName(state), wholeName(name), wholeName(jobId)].filter(Boolean).join('  '),
    ),
    more: left > 0 && message.counts.length > 0 ? words.chat.more(left, listed.length > 0) : '',
    links: linksOf(message, pages),
    number: messageNumber(message.messageId),
  };
}

function detailsOf(message: Message, { words }: MessageContent): readonly string[] {
  const { target, jobs, story, timezone } = message;
  const { chat, labels } = words;
  const since = jobs.length > 0 ? Math.min(...jobs.map((job) => job.since)) : story?.openedAt;
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

/** The cause is said once where all jobs share it. */
function causesOf(message: Message, content: MessageContent, { prose }: ChatLimits): readonly string[] {
  const { only, words, codes } = content;
  const [first] = message.jobs;
  const isShared = only !== undefined || isCauseShared(message.jobs);
  const cause = first !== undefined && isShared ? jobCause(first, prose, words) : '';
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
