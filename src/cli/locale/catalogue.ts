import type { ClosedReason, IncidentState } from '../../core/incident/incident.ts';
import type { Message } from '../../core/message/message.ts';
import type { SilenceState } from '../../core/mute/silence.ts';
import type { AttemptView, EntryState, WaitReason } from '../../store/views/notification-views.ts';
import type { Resending } from '../../store/outbox/resend.ts';

/**
 * Every phrase that commands print, in one language, by command. Names, ids, states, reasons and command lines are no
 * phrases: they stay as they are. (Help texts, errors of usage and problems of the configuration come before its
 * language is known: English.)
 */
export interface CliWords {
  /** What ended a command. */
  fault: { bug: (what: string) => string; hint: (hint: string) => string };
  /** Names that nobody is configured by. */
  names: {
    unknown: Readonly<Record<'target' | 'receiver', (name: string) => string>>;
    near: (name: string) => string;
    known: (names: readonly string[]) => string;
  };
  author: { ask: (user: string) => string };
  jobs: {
    unknownState: (state: string, known: readonly string[]) => string;
    /** Nothing matches what was asked for. */
    none: string;
    /** Beside the fields of the API. */
    columns: Readonly<Record<'target' | 'since', string>>;
    notFollowed: (state: string) => string;
  };
  check: {
    effective: (file: string) => string;
    nextRuns: string;
    online: string;
    /** What runs by a schedule. */
    scheduled: Readonly<
      Record<'target' | 'expectation' | 'maintenance' | 'report', (name: string) => string>
    >;
    /** What `--online` asks. */
    probed: {
      target: (name: string) => string;
      smtp: string;
      recipient: (address: string) => string;
    };
    /** What the mail server said of one address, short of sending a mail. */
    recipient: Readonly<
      Record<'taken' | 'refused' | 'later' | 'notNow' | 'notByAddress' | 'unsure', (text: string) => string>
    >;
    /** Of one width. */
    verdicts: { ok: string; failed: string };
    answer: (probed: string, detail: string) => string;
    hint: (hint: string) => string;
    listRead: { newest: (jobId: string, state: string) => string; empty: string };
    noMailServer: string;
  };
  testNotification: {
    noReceiver: (name: string, file: string) => string;
    gone: string;
    notTried: (recipient: string) => string;
    /** What the mail server answered last, to another message. */
    lastFailure: (answer: string) => string;
    noVerdict: string;
    outcomes: Readonly<Record<NonNullable<AttemptView['outcome']>, string>>;
    verdict: (recipient: string, verdict: string) => string;
    reason: (verdict: string, reason: string) => string;
    attempt: (verdict: string, response: string) => string;
    advised: (verdict: string, hint: string) => string;
    triedAgain: (verdict: string) => string;
  };
  incidents: {
    none: string;
    /** Id, state, since, rule, what, jobs, notified, acknowledged by. */
    columns: readonly string[];
    /** In place of a receiver's name that no message has reached yet, or will. */
    onItsWay: (receiver: string) => string;
    notReached: (receiver: string) => string;
    states: Readonly<Record<IncidentState, string>>;
    silenced: (state: string) => string;
    resolved: (how: string) => string;
    closeReasons: Readonly<Record<ClosedReason, string>>;
    jobs: (all: number, open: number) => string;
    tooShort: (id: string, shortest: number) => string;
    unknown: (id: string) => string;
    ambiguous: (id: string, ids: readonly string[], others: number) => string;
    acknowledged: (id: string, by: string) => string;
    acknowledgedBefore: (id: string, by: string, at: string) => string;
    closed: (id: string) => string;
    closedBefore: (id: string, at: string, reason: string) => string;
  };
  silence: {
    none: string;
    states: Readonly<Record<SilenceState, string>>;
    /** Id, state, from, until, match, author, note. */
    columns: readonly string[];
    /** `from` is given when it is still to begin. */
    added: (
      id: number,
      matchers: string,
      when: { from: string | undefined; until: string; span: string },
    ) => string;
    noSuchTarget: (glob: string, near: string | undefined) => string;
    /** `known`: what there is, or what is near. */
    noSuchValue: (key: string, glob: string, known: readonly string[]) => string;
    /** Of one that somebody ended before its time. */
    endedBy: (state: string, by: string) => string;
    expired: (id: number) => string;
    nothingToExpire: (id: number) => string;
    forOrUntil: string;
    badTime: (option: string, text: string) => string;
    over: string;
    endsFirst: string;
    tooFar: string;
    /** In place of matchers that the store has lost. */
    damaged: string;
    longBegun: string;
  };
  notifications: {
    none: string;
    /** Id, state, made, receiver, recipient, what, incident, attempts, why. */
    columns: readonly string[];
    states: Readonly<Record<EntryState, string>>;
    kinds: Readonly<Record<Message['kind'], string>>;
    what: (title: string, kind: string) => string;
    waits: Readonly<Record<WaitReason, string>>;
    /** Between why it waits and what was answered. */
    comma: string;
    /** Behind an answer. */
    hint: (hint: string) => string;
    resent: (id: number) => string;
    resentAll: (count: number) => string;
    noneResent: string;
    /** One request takes a bounded number. */
    left: (count: number) => string;
    receiverRemoved: (count: number) => string;
    badSince: (text: string) => string;
    refused: Readonly<Record<Exclude<Resending, 'done'>, (id: number) => string>>;
  };
  explain: {
    noStore: (id: string, path: string) => string;
    unknown: (id: string, path: string) => string;
    ambiguous: (prefix: string) => string;
    job: (job: Readonly<Record<'id' | 'name' | 'type' | 'target' | 'state', string>>) => string;
    noType: string;
  };
  rotateKeys: { done: string };
  replay: {
    badSpan: string;
    title: (since: string, until: string, file: string) => string;
    played: (played: {
      transitions: number;
      polls: number;
      silences: number;
      interventions: number;
    }) => string;
    day: (date: string) => string;
    night: (date: string, hours: string) => string;
    mails: (count: number) => string;
    /** Would be sent, of those at night, were sent, of those at night, to whom. */
    columns: readonly string[];
    allMails: string;
    notNotified: (reasons: string) => string;
    foreign: (transitions: number) => string;
    missed: (interventions: number) => string;
    /** What a replay cannot know, one line each. */
    approximate: readonly string[];
  };
}
