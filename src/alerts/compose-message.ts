import type { Message, MessageJob, MessageTarget, Severity, StateCount } from './message.ts';
import type { Receiver } from './receiver.ts';
import type { Instant } from '../time.ts';

/** What messages have in common: the words around the news. */
export interface Letterhead {
  /** IANA name of the zone in which times are shown. */
  readonly timezone: string;
  /** Base of links, without a trailing slash. */
  readonly publicUrl: string;
  /** Right-hand side of each `Message-ID`. */
  readonly messageDomain: string;
}

export interface News {
  readonly incident: string;
  readonly target: MessageTarget;
  readonly isBaseline: boolean;
  readonly severities: readonly Severity[];
  readonly counts: readonly StateCount[];
  readonly jobs: readonly MessageJob[];
}

/** Makes the one message that tells a receiver what a poll found. Each message is its own incident, for now. */
export function composeMessage(
  news: News,
  { letterhead, receiver, now }: { letterhead: Letterhead; receiver: Receiver; now: Instant },
): Message {
  return {
    ...envelope(news.incident, letterhead, receiver),
    kind: news.isBaseline ? 'baseline' : 'transitions',
    severity: highest(news.severities),
    createdAt: now,
    target: news.target,
    jobs: news.jobs,
    counts: news.counts.toSorted((a, b) => rank(a.state) - rank(b.state)),
  };
}

/** Makes a message that only proves that messages arrive. */
export function composeTestMessage(
  incident: string,
  { letterhead, receiver, now }: { letterhead: Letterhead; receiver: Receiver; now: Instant },
): Message {
  return {
    ...envelope(incident, letterhead, receiver),
    kind: 'test',
    severity: 'info',
    createdAt: now,
    jobs: [],
    counts: [],
  };
}

function envelope(incident: string, letterhead: Letterhead, receiver: Receiver) {
  return {
    incident,
    messageId: `<${incident}.1@${letterhead.messageDomain}>`,
    receiver: receiver.name,
    recipients: receiver.recipients,
    timezone: letterhead.timezone,
    publicUrl: letterhead.publicUrl,
  };
}

const SEVERITIES: readonly Severity[] = ['critical', 'warning', 'info'];

function highest(severities: readonly Severity[]): Severity {
  return SEVERITIES.find((severity) => severities.includes(severity)) ?? 'info';
}

/** The worst first: what a reader looks for. */
const STATES_BY_URGENCY: readonly string[] = ['Failed', 'Pause', 'Cancel', 'Submitted', 'Running', 'Success'];

function rank(state: string): number {
  const index = STATES_BY_URGENCY.indexOf(state);
  return index === -1 ? STATES_BY_URGENCY.length : index;
}
