import { adviceOn } from './advise.ts';
import type { ErrorCodes } from '../../core/message/error-codes.ts';
import type { NotificationKind } from '../../core/incident/lifecycle.ts';
import type {
  IncidentStory,
  Language,
  Message,
  MessageJob,
  MessageTarget,
  StateCount,
} from '../../core/message/message.ts';
import type { ConditionSummary } from '../../core/incident/condition.ts';
import type { Severity } from '../../core/severity.ts';
import { threadSubject } from './thread-subject.ts';
import type { Receiver } from '../../core/receiver.ts';
import type { Instant } from '../../platform/time.ts';

/** The words around the update, which messages have in common. */
export interface MessageDefaults {
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
export function composeNotification(
  decisions: {
    kind: NotificationKind | 'baseline';
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
  { defaults, receiver, now }: Sending,
): Message {
  const { inReplyTo, target, counts, subject, ...rest } = decisions;
  return {
    ...envelope(decisions.incident, defaults, receiver),
    ...rest,
    subject: subject ?? threadSubject({ ...decisions, labels: decisions.story.labels }, defaults.language),
    ...(inReplyTo !== undefined && { inReplyTo }),
    ...(target !== undefined && { target }),
    counts: byUrgency(counts),
    createdAt: now,
    ...(decisions.kind !== 'closing' && adviceFor(decisions.jobs, defaults)),
  };
}

/** The recipients and the time of a message. */
export interface Sending {
  defaults: MessageDefaults;
  receiver: Receiver;
  now: Instant;
}

/** Makes a message that says how things stand, whether anything happened or not. */
export function composeReport(
  decisions: { incident: string; report: ConditionSummary },
  { defaults, receiver, now }: Sending,
): Message {
  return {
    ...envelope(decisions.incident, defaults, receiver),
    kind: 'report',
    severity: 'info',
    createdAt: now,
    jobs: [],
    counts: [],
    report: decisions.report,
  };
}

/** Returns the part that all messages to a receiver have in common. */
export function envelope(incident: string, defaults: MessageDefaults, receiver: Receiver) {
  return {
    incident,
    messageId: `<${incident}.1@${defaults.messageDomain}>`,
    receiver: receiver.name,
    recipients: receiver.routes.flatMap(({ recipients }) => recipients),
    timezone: defaults.timezone,
    publicUrl: defaults.publicUrl,
    language: defaults.language,
  };
}

/** Returns advice about the error codes of these jobs. */
export function adviceFor(
  jobs: readonly MessageJob[],
  { errorCodes, language }: Pick<MessageDefaults, 'errorCodes' | 'language'>,
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
