import type { Duration } from '../../../platform/time.ts';
import type { Severity } from '../../../core/severity.ts';
import type { ConditionSummary } from '../../../core/message/message.ts';

/** What is said of incidents that are about no job, in one language. Times, ids, codes and hints come ready to print. */
export interface ConditionWords {
  /** Some names, and how many more there are. */
  some: (names: readonly string[], more: number) => string;
  unreadable: (of: UnreadableWords) => ConditionSummary;
  credentialsRefused: (of: UnreadableWords) => ConditionSummary;
  credentialsEnding: (of: { credentials: string; endsAt: string }) => ConditionSummary;
  /** `answer` is as `answer` writes it, and empty when nothing is known; so below. */
  outboxBlocked: (of: { entries: number; since: string; answer: string }) => ConditionSummary;
  recipientBlocked: (of: {
    recipient: string;
    entries: number;
    since: string;
    answer: string;
  }) => ConditionSummary;
  deadLetters: (of: { recipients: string; answer: string }) => ConditionSummary;
  /** What the mail server said. */
  answer: (of: { response: string; hint: string | undefined }) => string;
  unknownState: (of: { target: string; states: string }) => ConditionSummary;
  jobsVanished: (of: { target: string; count: number; jobIds: string }) => ConditionSummary;
  clockSkew: (of: { skew: Duration; span: string }) => ConditionSummary;
  configRefused: (of: { at: string; problems: string }) => ConditionSummary;
  storeNotWritable: (of: { since: string; until: string; fault: string }) => ConditionSummary;
  missing: (of: ExpectedWords) => ConditionSummary;
  unsuccessful: (of: ExpectedWords) => ConditionSummary;
  /** How a late job ended the incident. */
  arrivedLate: (of: { jobId: string; at: string }) => string;
  succeededLate: (of: { jobId: string; at: string }) => string;
  /** How a job of a later time ended it. */
  nextSucceeded: (of: { jobId: string; due: string }) => string;
  report: (of: ReportWords) => ConditionSummary;
  /** What is said of several incidents that are escalated at one moment. */
  escalated: (of: {
    all: number;
    named: readonly EscalatedWords[];
    /** How many are not named, and where they stand. */
    left: number;
    url: string;
  }) => ConditionSummary;
}

export interface EscalatedWords {
  title: string;
  severity: Severity;
  since: string;
  /** Undefined when somebody has it by now. */
  acknowledgeUrl: string | undefined;
}

export interface UnreadableWords {
  target: string;
  polls: number;
  since: string;
  /** What failed, and what to do where that is known. */
  fault: string;
}

export interface ExpectedWords {
  expectation: string;
  target: string;
  /** Pattern of the job's name. */
  job: string;
  due: string;
  createBy: string;
  succeedBy: string;
  /** The job that came and did not succeed: its id and state; empty when none came. */
  came: string;
}

export interface ReportWords {
  since: string;
  polls: number;
  jobs: number;
  /** The open job that is longest in its state; undefined when none is open. */
  oldest: { state: string; since: string; target: string } | undefined;
  /** What is open, by title or rule; empty when nothing is. */
  open: readonly string[];
  /** Jobs that are failed or paused, and that no incident has. */
  uncovered: { paused: number; failed: number };
}
