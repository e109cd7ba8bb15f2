import type { Duration } from '../../../platform/time.ts';
import type { Severity } from '../../../core/severity.ts';
import type { ConditionSummary } from '../../../core/message/message.ts';

/** What is said of incidents that are about no job, in one language. Times, ids, codes and hints come ready to print. */
export interface ConditionWords {
  /** Some names, and how many more there are. */
  readonly some: (names: readonly string[], more: number) => string;
  readonly unreadable: (of: UnreadableWords) => ConditionSummary;
  readonly credentialsRefused: (of: UnreadableWords) => ConditionSummary;
  readonly credentialsEnding: (of: { credentials: string; endsAt: string }) => ConditionSummary;
  /** `answer` is as `answer` writes it, and empty when nothing is known; so below. */
  readonly outboxBlocked: (of: { entries: number; since: string; answer: string }) => ConditionSummary;
  readonly recipientBlocked: (of: {
    recipient: string;
    entries: number;
    since: string;
    answer: string;
  }) => ConditionSummary;
  readonly deadLetters: (of: { recipients: string; answer: string }) => ConditionSummary;
  /** What the mail server said. */
  readonly answer: (of: { response: string; hint: string | undefined }) => string;
  readonly unknownState: (of: { target: string; states: string }) => ConditionSummary;
  readonly jobsVanished: (of: { target: string; count: number; jobIds: string }) => ConditionSummary;
  readonly clockSkew: (of: { skew: Duration; span: string }) => ConditionSummary;
  readonly configRefused: (of: { at: string; problems: string }) => ConditionSummary;
  readonly storeNotWritable: (of: { since: string; until: string; fault: string }) => ConditionSummary;
  readonly missing: (of: ExpectedWords) => ConditionSummary;
  readonly unsuccessful: (of: ExpectedWords) => ConditionSummary;
  /** How a late job ended the incident. */
  readonly arrivedLate: (of: { jobId: string; at: string }) => string;
  readonly succeededLate: (of: { jobId: string; at: string }) => string;
  /** How a job of a later time ended it. */
  readonly nextSucceeded: (of: { jobId: string; due: string }) => string;
  readonly report: (of: ReportWords) => ConditionSummary;
  /** What is said of several incidents that are escalated at one moment. */
  readonly escalated: (of: {
    readonly all: number;
    readonly named: readonly EscalatedWords[];
    /** How many are not named, and where they stand. */
    readonly left: number;
    readonly url: string;
  }) => ConditionSummary;
}

export interface EscalatedWords {
  readonly title: string;
  readonly severity: Severity;
  readonly since: string;
  /** Undefined when somebody has it by now. */
  readonly acknowledgeUrl: string | undefined;
}

export interface UnreadableWords {
  readonly target: string;
  readonly polls: number;
  readonly since: string;
  /** What failed, and what to do where that is known. */
  readonly fault: string;
}

export interface ExpectedWords {
  readonly expectation: string;
  readonly target: string;
  /** Pattern of the job's name. */
  readonly job: string;
  readonly due: string;
  readonly createBy: string;
  readonly succeedBy: string;
  /** The job that came and did not succeed: its id and state; empty when none came. */
  readonly came: string;
}

export interface ReportWords {
  readonly since: string;
  readonly polls: number;
  readonly jobs: number;
  /** The open job that is longest in its state; undefined when none is open. */
  readonly oldest: { readonly state: string; readonly since: string; readonly target: string } | undefined;
  /** What is open, by title or rule; empty when nothing is. */
  readonly open: readonly string[];
  /** Jobs that are failed or paused, and that no incident has. */
  readonly uncovered: { readonly paused: number; readonly failed: number };
}
