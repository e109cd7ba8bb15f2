import type { Message } from '../../../core/message/message.ts';
import { renderSubject } from '../../../render/content/render-subject.ts';
import type { Instant } from '../../../platform/time.ts';
import { partOfDay, type Night, type PartOfDay } from './part-of-day.ts';

/** A mail that was sent, or would have been. */
export interface ReportedMail extends PartOfDay {
  at: Instant;
  receiver: string;
  recipients: readonly string[];
  kind: Message['kind'];
  /** The reason for this moment; undefined for a mail without an incident. */
  reason: string | undefined;
  incident: string;
  severity: Message['severity'];
  subject: string;
  /** The number of its jobs. */
  jobs: number;
}

export function toReportedMail(message: Message, night: Night): ReportedMail {
  const { createdAt, receiver, recipients, kind, story, incident, severity, counts } = message;
  return {
    at: createdAt,
    ...partOfDay(createdAt, night),
    receiver,
    recipients,
    kind,
    reason: story?.reason,
    incident,
    severity,
    subject: renderSubject(message),
    jobs: counts.reduce((sum, { count }) => sum + count, 0),
  };
}

/** People who get the same mails, with what they would have got and what they got. */
export interface Share {
  people: readonly string[];
  planned: readonly ReportedMail[];
  sent: readonly ReportedMail[];
}

/** Returns the mails of each person. People with the same mails stand together, in the order of their addresses. */
export function toShares(mails: {
  planned: readonly ReportedMail[];
  sent: readonly ReportedMail[];
}): Share[] {
  const people = [...new Set([...mails.planned, ...mails.sent].flatMap(({ recipients }) => recipients))];
  const places = new Map([...mails.planned, ...mails.sent].map((mail, location) => [mail, location]));
  const shares = people.toSorted().map((person) => {
    const isTheirs = ({ recipients }: ReportedMail) => recipients.includes(person);
    return { people: [person], planned: mails.planned.filter(isTheirs), sent: mails.sent.filter(isTheirs) };
  });
  const together = Map.groupBy(shares, ({ planned, sent }) =>
    [...planned, ...sent].map((mail) => places.get(mail)).join(),
  );
  return [...together.values()].flatMap((same) => {
    const [first] = same;
    return first === undefined ? [] : [{ ...first, people: same.flatMap((share) => share.people) }];
  });
}

export interface Count {
  mails: number;
  atNight: number;
}

export function countMails(mails: readonly ReportedMail[]): Count {
  return { mails: mails.length, atNight: mails.filter(({ isNight }) => isNight).length };
}
