import type { Severity } from '../../../core/severity.ts';

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
  /** The failure, and advice where there is any. */
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
  /** Open incidents by title or rule; may be empty. */
  open: readonly string[];
  /** Jobs that are failed or paused, and that no incident has. */
  uncovered: { paused: number; failed: number };
}

/** A destination that takes no messages. `answer` is empty when nothing is known; so below. */
export interface DestinationWords {
  destination: string;
  entries: number;
  since: string;
  answer: string;
}

/** A recipient whose messages alone wait. */
export interface RecipientWords {
  name: string;
  isMail: boolean;
  entries: number;
  since: string;
  answer: string;
}

/** Recipients whose messages were refused for good. */
export interface DeadLettersWords {
  recipients: string;
  /** True when all of them are mailboxes. */
  isMail: boolean;
  answer: string;
}

export interface AnswerWords {
  response: string;
  hint: string | undefined;
  /** True of a mail server. */
  isMail: boolean;
}
