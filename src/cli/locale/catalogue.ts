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
  readonly fault: { readonly bug: (what: string) => string; readonly hint: (hint: string) => string };
  /** Names that nobody is configured by. */
  readonly names: {
    readonly unknown: Readonly<Record<'target' | 'receiver', (name: string) => string>>;
    readonly near: (name: string) => string;
    readonly known: (names: readonly string[]) => string;
  };
  readonly author: { readonly ask: (user: string) => string };
  readonly jobs: {
    readonly unknownState: (state: string, known: readonly string[]) => string;
    /** Nothing matches what was asked for. */
    readonly none: string;
    readonly columns: Readonly<
      Record<'target' | 'jobId' | 'state' | 'since' | 'type' | 'name' | 'code', string>
    >;
    readonly notFollowed: (state: string) => string;
  };
  readonly check: {
    readonly effective: (file: string) => string;
    readonly nextRuns: string;
    readonly online: string;
    /** What runs by a schedule. */
    readonly scheduled: Readonly<
      Record<'target' | 'expectation' | 'maintenance' | 'report', (name: string) => string>
    >;
    /** What `--online` asks. */
    readonly probed: {
      readonly target: (name: string) => string;
      readonly smtp: string;
      readonly recipient: (address: string) => string;
    };
    /** What the mail server said of one address, short of sending a mail. */
    readonly recipient: Readonly<
      Record<'taken' | 'refused' | 'later' | 'notNow' | 'notByAddress' | 'unsure', (said: string) => string>
    >;
    /** Of one width. */
    readonly verdicts: { readonly ok: string; readonly failed: string };
    readonly answer: (probed: string, detail: string) => string;
    readonly hint: (hint: string) => string;
    readonly listRead: { readonly newest: (jobId: string, state: string) => string; readonly empty: string };
    readonly noMailServer: string;
  };
  readonly testNotification: {
    readonly noReceiver: (name: string, file: string) => string;
    readonly gone: string;
    readonly notTried: (recipient: string) => string;
    /** What the mail server answered last, to another message. */
    readonly lastFailure: (answer: string) => string;
    readonly noVerdict: string;
    readonly outcomes: Readonly<Record<NonNullable<AttemptView['outcome']>, string>>;
    readonly verdict: (recipient: string, verdict: string) => string;
    readonly reason: (verdict: string, reason: string) => string;
    readonly said: (verdict: string, response: string) => string;
    readonly advised: (verdict: string, hint: string) => string;
    readonly triedAgain: (verdict: string) => string;
  };
  readonly incidents: {
    readonly none: string;
    /** Id, state, since, rule, what, jobs, notified, acknowledged by. */
    readonly columns: readonly string[];
    /** In place of a receiver's name whom no message has reached yet, or will. */
    readonly onItsWay: (receiver: string) => string;
    readonly notReached: (receiver: string) => string;
    readonly states: Readonly<Record<IncidentState, string>>;
    readonly silenced: (state: string) => string;
    readonly resolved: (how: string) => string;
    readonly closeReasons: Readonly<Record<ClosedReason, string>>;
    readonly jobs: (all: number, open: number) => string;
    readonly tooShort: (id: string, shortest: number) => string;
    readonly unknown: (id: string) => string;
    readonly ambiguous: (id: string, ids: readonly string[], others: number) => string;
    readonly acknowledged: (id: string, by: string) => string;
    readonly acknowledgedBefore: (id: string, by: string, at: string) => string;
    readonly closed: (id: string) => string;
    readonly closedBefore: (id: string, at: string, reason: string) => string;
  };
  readonly silence: {
    readonly none: string;
    readonly states: Readonly<Record<SilenceState, string>>;
    /** Id, state, from, until, match, author, note. */
    readonly columns: readonly string[];
    /** `from` is given when it is still to begin. */
    readonly added: (
      id: number,
      matchers: string,
      when: { readonly from: string | undefined; readonly until: string; readonly span: string },
    ) => string;
    readonly noSuchTarget: (glob: string, near: string | undefined) => string;
    /** `known`: what there is, or what is near. */
    readonly noSuchValue: (key: string, glob: string, known: readonly string[]) => string;
    /** Of one that somebody ended before its time. */
    readonly endedBy: (state: string, by: string) => string;
    readonly expired: (id: number) => string;
    readonly nothingToExpire: (id: number) => string;
    readonly forOrUntil: string;
    readonly badTime: (option: string, text: string) => string;
    readonly over: string;
    readonly endsFirst: string;
    readonly tooFar: string;
    /** In place of matchers that the store has lost. */
    readonly damaged: string;
    readonly longBegun: string;
  };
  readonly notifications: {
    readonly none: string;
    /** Id, state, made, receiver, recipient, what, incident, attempts, why. */
    readonly columns: readonly string[];
    readonly states: Readonly<Record<EntryState, string>>;
    readonly kinds: Readonly<Record<Message['kind'], string>>;
    readonly what: (title: string, kind: string) => string;
    readonly waits: Readonly<Record<WaitReason, string>>;
    /** Between why it waits and what was answered. */
    readonly comma: string;
    /** Behind an answer. */
    readonly hint: (hint: string) => string;
    readonly resent: (id: number) => string;
    readonly resentAll: (count: number) => string;
    readonly noneResent: string;
    /** One request takes a bounded number. */
    readonly left: (count: number) => string;
    readonly receiverRemoved: (count: number) => string;
    readonly badSince: (text: string) => string;
    readonly refused: Readonly<Record<Exclude<Resending, 'done'>, (id: number) => string>>;
  };
  readonly explain: {
    readonly noStore: (id: string, path: string) => string;
    readonly unknown: (id: string, path: string) => string;
    readonly ambiguous: (prefix: string) => string;
    readonly job: (job: Readonly<Record<'id' | 'name' | 'type' | 'target' | 'state', string>>) => string;
    readonly noType: string;
  };
  readonly rotateKeys: { readonly done: string };
  readonly replay: {
    readonly badSpan: string;
    readonly title: (since: string, until: string, file: string) => string;
    readonly played: (played: {
      readonly transitions: number;
      readonly polls: number;
      readonly silences: number;
      readonly interventions: number;
    }) => string;
    readonly day: (date: string) => string;
    readonly night: (date: string, hours: string) => string;
    readonly mails: (count: number) => string;
    /** Would be sent, of those at night, were sent, of those at night, to whom. */
    readonly columns: readonly string[];
    readonly allMails: string;
    readonly notTold: (reasons: string) => string;
    readonly foreign: (transitions: number) => string;
    readonly missed: (interventions: number) => string;
    /** What a replay cannot know, one line each. */
    readonly approximate: readonly string[];
  };
}
