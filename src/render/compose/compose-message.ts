import { adviceOn } from './advise.ts';
import type { ErrorCodes } from '../../core/message/error-codes.ts';
import type { Telling } from '../../core/incident/incident.ts';
import type {
  ConditionSummary,
  IncidentStory,
  Language,
  Message,
  MessageJob,
  MessageTarget,
  StateCount,
} from '../../core/message/message.ts';
import type { Severity } from '../../core/severity.ts';
import { threadSubject } from './thread-subject.ts';
import type { Receiver } from '../../core/receiver.ts';
import type { Instant } from '../../platform/time.ts';

/** What messages have in common: the words around the news. */
export interface Letterhead {
  /** IANA name of the zone in which times are shown. */
  timezone: string;
  /** Base of links, without a trailing slash. */
  publicUrl: string;
  language: Language;
  errorCodes: ErrorCodes;
  /** Right-hand side of each `Message-ID`. */
  messageDomain: string;
}

/** Makes a message of an incident's thread. */
export function composeTelling(
  news: {
    kind: Telling | 'baseline';
    incident: string;
    messageId: string;
    /** Absent for the first of the thread. */
    inReplyTo: string | undefined;
    title: string;
    /** Of the thread's first message; undefined when this is the first. */
    subject: string | undefined;
    target: MessageTarget | undefined;
    severity: Severity;
    counts: readonly StateCount[];
    jobs: readonly MessageJob[];
    story: IncidentStory;
  },
  { letterhead, receiver, now }: Sending,
): Message {
  const { inReplyTo, target, counts, subject, ...rest } = news;
  return {
    ...envelope(news.incident, letterhead, receiver),
    ...rest,
    subject: subject ?? threadSubject({ ...news, labels: news.story.labels }, letterhead.language),
    ...(inReplyTo !== undefined && { inReplyTo }),
    ...(target !== undefined && { target }),
    counts: byUrgency(counts),
    createdAt: now,
    ...(news.kind !== 'closing' && adviceFor(news.jobs, letterhead)),
  };
}

/** To whom and when a message goes. */
export interface Sending {
  letterhead: Letterhead;
  receiver: Receiver;
  now: Instant;
}

/** Makes a message that only proves that messages arrive. */
export function composeTestMessage(incident: string, { letterhead, receiver, now }: Sending): Message {
  return {
    ...envelope(incident, letterhead, receiver),
    kind: 'test',
    severity: 'info',
    createdAt: now,
    jobs: [],
    counts: [],
  };
}

/** Makes a message that says how things stand, whether anything happened or not. */
export function composeReport(
  news: { incident: string; report: ConditionSummary },
  { letterhead, receiver, now }: Sending,
): Message {
  return {
    ...envelope(news.incident, letterhead, receiver),
    kind: 'report',
    severity: 'info',
    createdAt: now,
    jobs: [],
    counts: [],
    report: news.report,
  };
}

/** What all messages to a receiver have in common. */
export function envelope(incident: string, letterhead: Letterhead, receiver: Receiver) {
  return {
    incident,
    messageId: `<${incident}.1@${letterhead.messageDomain}>`,
    receiver: receiver.name,
    recipients: receiver.recipients,
    timezone: letterhead.timezone,
    publicUrl: letterhead.publicUrl,
    language: letterhead.language,
  };
}

/** What helps with the error codes of these jobs. */
export function adviceFor(
  jobs: readonly MessageJob[],
  { errorCodes, language }: Letterhead,
): Pick<Message, 'advice'> {
  const known = adviceOn(jobs, { errorCodes, language });
  return known.length === 0 ? {} : { advice: known };
}

const STATES_BY_URGENCY: readonly string[] = ['Failed', 'Pause', 'Cancel', 'Submitted', 'Running', 'Success'];

/** The worst first: what a reader looks for. */
export function byUrgency(counts: readonly StateCount[]): readonly StateCount[] {
  return counts.toSorted((a, b) => rank(a.state) - rank(b.state));
}

function rank(state: string): number {
  const index = STATES_BY_URGENCY.indexOf(state);
  return index === -1 ? STATES_BY_URGENCY.length : index;
}
