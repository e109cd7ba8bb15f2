import type { Duration } from '../../../platform/time.ts';
import { stateWord } from '../../../core/message/state-words.ts';
import type {
  AnswerWords,
  DeadLettersWords,
  DestinationWords,
  EscalatedWords,
  ExpectedWords,
  RecipientWords,
  ReportWords,
  UnreadableWords,
} from './texts.ts';

/** The sentences of conditions in English. */
export const ENGLISH = {
  /** The marks behind the code of a fault, and behind its sentence when a hint follows. */
  faultMarks: { colon: ': ', stop: '. ' },
  /** Some names, and how many more there are. */
  some: (names: readonly string[], more: number) =>
    more === 0 ? names.join(', ') : `${names.join(', ')} and ${more} more`,
  unreadable: ({ target, polls, since, fault }: UnreadableWords) => ({
    title: `Polling failed (${target})`,
    lines: [
      `${polls} ${polls === 1 ? 'poll' : 'polls in a row'} failed since ${since}. Jobs of this target that fail or pause meanwhile are not seen. They are notified when polling works again.`,
      fault,
    ],
  }),
  credentialsRefused: ({ target, polls, since, fault }: UnreadableWords) => ({
    title: `Polling failed: credentials refused (${target})`,
    lines: [
      `The credentials have been refused since ${since} (${polls} ${polls === 1 ? 'poll' : 'polls'}). Jobs of this target that fail or pause meanwhile are not seen. They are notified when polling works again.`,
      fault,
    ],
  }),
  credentialsEnding: ({ credentials, endsAt }: { credentials: string; endsAt: string }) => ({
    title: `Credentials ${credentials} are about to end`,
    lines: [
      `The temporary key ends at ${endsAt}, and it could not be renewed. From then on polling of its targets fails.`,
      'Check the service that issues the keys. The log says why it failed.',
    ],
  }),
  /** `answer` is as `answer` writes it, and empty when nothing is known; so below. */
  outboxBlocked: ({ entries, since, answer }: { entries: number; since: string; answer: string }) => ({
    title: 'Mails are not delivered',
    lines: [
      `${entries} ${entries === 1 ? 'mail waits' : 'mails wait'}, the oldest since ${since}. Nothing is lost: they are sent as soon as the mail server accepts them.`,
      answer || 'The log says what the mail server answered: `notification not delivered yet`.',
    ],
  }),
  destinationBlocked: ({ destination, entries, since, answer }: DestinationWords) => ({
    title: `Messages are not delivered to ${destination}`,
    lines: [
      `${entries} ${entries === 1 ? 'message waits' : 'messages wait'} there, the oldest since ${since}. Nothing is lost: they are sent as soon as the other side accepts them. Other destinations get theirs.`,
      answer || 'The log says what the other side answered: `notification not delivered yet`.',
    ],
  }),
  recipientBlocked: ({ name: recipient, isMail, entries, since, answer }: RecipientWords) => ({
    title: `${isMail ? 'Mail is' : 'Messages are'} not taken for ${recipient}`,
    lines: [
      `${entries} ${isMail ? 'mail' : 'message'}${entries === 1 ? ' waits' : 's wait'} for ${recipient} alone, the oldest since ${since}. Others get theirs. ${entries === 1 ? 'It is' : 'They are'} tried again by ${entries === 1 ? 'itself' : 'themselves'}.`,
      ...(answer === '' ? [] : [answer]),
      'Notify this recipient yourself until then.',
    ],
  }),
  deadLetters: ({ recipients, isMail, answer }: DeadLettersWords) => ({
    title: `Undeliverable ${isMail ? 'mail' : 'messages'}: ${recipients}`,
    lines: [
      isMail
        ? `Mail to ${recipients} is undeliverable: it was refused, and is not tried again by itself.`
        : `Messages to ${recipients} are undeliverable: they were refused, and are not tried again by themselves.`,
      ...(answer === '' ? [] : [answer]),
      'Fix what the answer names, then send them again: `batchwatch notifications resend --all`, or the page Notifications. Notify these recipients yourself until then. This ends when they are delivered.',
    ],
  }),
  /** The answer of a mail server, or of the other side of another channel. */
  answer: ({ response, hint, isMail }: AnswerWords) =>
    `The ${isMail ? 'mail server' : 'other side'} said: "${response}".${hint === undefined ? '' : ` ${hint}`}`,
  unknownState: ({ target, states }: { target: string; states: string }) => ({
    title: `Unknown state of jobs: ${states} (${target})`,
    lines: [
      `The API shows jobs in a state that it does not document: ${states}. They are followed as open; no rule for Failed or Pause sees them.`,
      'Look at the jobs, and add a rule for the state if it matters.',
    ],
  }),
  jobsVanished: ({ target, count, jobIds }: { target: string; count: number; jobIds: string }) => ({
    title: `${count === 1 ? 'A job' : `${count} jobs`} vanished (${target})`,
    lines: [
      `Three complete polls in a row did not show ${jobIds}, although ${count === 1 ? 'it was' : 'they were'} open. How ${count === 1 ? 'it' : 'they'} ended is not known.`,
      'Ask who deleted it: the API has no call for that. This ends by itself after a day.',
    ],
  }),
  clockSkew: ({ skew, span }: { skew: Duration; span: string }) => ({
    title: `The clock is off by ${span}`,
    lines: [
      `The clock of the machine that runs Batchwatch is ${span} ${skew > 0 ? 'ahead of' : 'behind'} the API's. From 15 minutes on, requests are refused.`,
      'Set it by NTP.',
    ],
  }),
  configRefused: ({ at, problems }: { at: string; problems: string }) => ({
    title: 'The changed configuration is not used',
    lines: [
      `At ${at} the changed configuration was refused; the previous one stays in use.`,
      problems,
      '`batchwatch check` shows all problems.',
    ],
  }),
  storeNotWritable: ({ since, until, fault }: { since: string; until: string; fault: string }) => ({
    title: 'The store could not be written',
    lines: [
      `From ${since} to ${until} the store took no writes. What happened meanwhile is seen by the next poll.`,
      fault,
    ],
  }),
  missing: ({ expectation, target, job, due, createBy }: ExpectedWords) => ({
    title: `${expectation} did not come (${target})`,
    lines: [
      `A job named ${job} was expected at ${due}. None was created by ${createBy}.`,
      'Look at what submits it. This ends when such a job comes, or one of a later time succeeds.',
    ],
  }),
  unsuccessful: ({ expectation, target, job, due, succeedBy, came }: ExpectedWords) => ({
    title: `${expectation} did not succeed (${target})`,
    lines: [
      `A job named ${job} was expected at ${due} and should have succeeded by ${succeedBy}. ${came === '' ? 'None came.' : `It is not done: ${came}.`}`,
      'This ends when such a job succeeds, or one of a later time.',
    ],
  }),
  /** The end of an incident by a late job. */
  arrivedLate: ({ jobId, at }: { jobId: string; at: string }) => `It arrived late: ${jobId}, created ${at}.`,
  succeededLate: ({ jobId, at }: { jobId: string; at: string }) => `It succeeded late: ${jobId}, at ${at}.`,
  /** The end by a job of a later time. */
  nextSucceeded: ({ jobId, due }: { jobId: string; due: string }) =>
    `It never succeeded; the run of ${due} did: ${jobId}.`,
  report: ({ since, polls, jobs: known, oldest, open, uncovered: { paused, failed } }: ReportWords) => ({
    title:
      open.length > 0
        ? `${open.length} open`
        : paused + failed > 0
          ? `No incident is open, but ${uncoveredOf({ paused, failed })}`
          : 'All clear',
    lines: [
      [
        `Since ${since}: ${polls} ${polls === 1 ? 'poll' : 'polls'}, ${jobs(known)} known`,
        oldest === undefined
          ? 'no open job'
          : `the oldest open job ${stateWord(oldest.state)} since ${oldest.since} (${oldest.target})`,
        open.length === 0 ? 'no incident is open.' : `open: ${open.join('; ')}.`,
      ].join(', '),
      ...(paused + failed > 0
        ? [`Without an incident: ${uncoveredOf({ paused, failed })}. Failed jobs count for 7 days.`]
        : []),
    ],
  }),
  /** The text about several incidents that are escalated at one moment. */
  escalated: ({
    all,
    named,
    left,
    url,
  }: {
    all: number;
    named: readonly EscalatedWords[];
    /** The number of those not named, and their place. */
    left: number;
    url: string;
  }) => ({
    title: `Escalated: ${all} incidents`,
    lines: [
      'Nobody acknowledged these incidents in time, so you are notified too. You also get the later messages about each of them.',
      ...named.map(({ title, severity, since, acknowledgeUrl }) =>
        [
          `${title}, ${severity}, since ${since}.`,
          ...(acknowledgeUrl === undefined ? [] : [`Acknowledge: ${acknowledgeUrl}`]),
        ].join(' '),
      ),
      ...(left > 0 ? [`${left} more: ${url}`] : []),
    ],
  }),
};

function jobs(count: number): string {
  return count === 1 ? '1 job' : `${count} jobs`;
}

/** Jobs that no incident has: `1 job is paused and 2 failed`. */
function uncoveredOf({ paused, failed }: ReportWords['uncovered']): string {
  const ofPaused = paused === 0 ? '' : `${jobs(paused)} ${paused === 1 ? 'is' : 'are'} paused`;
  if (failed === 0) return ofPaused;
  return ofPaused === '' ? `${jobs(failed)} failed` : `${ofPaused} and ${failed} failed`;
}

export type ConditionWords = typeof ENGLISH;
