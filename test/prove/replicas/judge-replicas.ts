import { type Duration, type Instant, SECOND } from '../../../src/platform/time.ts';
import type { CapturedMail } from '../../support/mail/smtp-sink.ts';
import { compare, describeDifference, receivedIn, type Notice } from '../received.ts';

/** 20 s, one interval of the schedule, and what the look from outside may be late by. */
export const LONGEST_PAUSE: Duration = 20 * SECOND + SECOND + SECOND;

/** Messages and failures that the database forgot in failovers. */
export interface Lost {
  /** The numbers of messages that were sent. */
  messages: ReadonlySet<string>;
  failures: ReadonlySet<Notice>;
}

export interface Observed {
  mails: readonly CapturedMail[];
  expected: ReadonlySet<Notice>;
  /** Kills, freezes, cuts, restarts. */
  disturbances: number;
  lost: Lost;
  longestPause: Duration;
  twoIncidents: string | undefined;
}

export interface Judgement {
  repeats: number;
  problems: readonly string[];
}

/** Holds what was seen against what is promised of replicas. */
export function judgeReplicas(observed: Observed): Judgement {
  const { expected, disturbances, lost, longestPause, twoIncidents } = observed;
  const mails = observed.mails.filter(({ acknowledged }) => acknowledged);
  const received = receivedIn(mails);
  const difference = compare(expected, receivedIn(mails.map(numberedAnew(lost))));
  const forgotten = noticesOf(mails.filter(({ messageId }) => lost.messages.has(messageId)));
  // The surviving database does not know that it told of these.
  const receivedTwice = difference.receivedTwice.filter(
    (notice) => !lost.failures.has(notice) && !forgotten.has(notice),
  );
  const described = describeDifference({ ...difference, receivedTwice });
  const allowed = disturbances + lost.messages.size;
  return {
    repeats: received.repeats,
    problems: [
      ...(described === undefined ? [] : [described]),
      ...(received.repeats <= allowed
        ? []
        : [`${received.repeats} repeats with the same Message-ID, at most ${allowed} have a cause`]),
      ...(twoIncidents === undefined ? [] : [`two open incidents of one group: ${twoIncidents}`]),
      ...(longestPause <= LONGEST_PAUSE ? [] : [`no poll for ${seconds(longestPause)} s`]),
    ],
  };
}

/** A forgotten number is given again, to a message with other failures. Both count. */
function numberedAnew({ messages }: Lost): (mail: CapturedMail) => CapturedMail {
  const seen = new Map<string, number>();
  return (mail) => {
    const times = (seen.get(mail.messageId) ?? 0) + 1;
    seen.set(mail.messageId, times);
    if (times === 1 || !messages.has(mail.messageId)) return mail;
    return { ...mail, messageId: `${mail.messageId} ${times}` };
  };
}

function noticesOf(mails: readonly CapturedMail[]): Set<Notice> {
  return new Set(mails.flatMap((mail) => [...receivedIn([mail]).messages.keys()]));
}

/** Returns the longest time from a failure to the first mail that names it. */
export function slowestNotice(
  failedAt: ReadonlyMap<Notice, Instant>,
  mails: readonly CapturedMail[],
): Duration {
  const first = new Map<Notice, Instant>();
  for (const mail of mails)
    for (const notice of noticesOf([mail])) if (!first.has(notice)) first.set(notice, mail.receivedAt);
  return Math.max(0, ...[...failedAt].map(([notice, at]) => (first.get(notice) ?? at) - at));
}

export function seconds(duration: Duration): number {
  return Math.round(duration / 100) / 10;
}
