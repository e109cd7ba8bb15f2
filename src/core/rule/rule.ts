import type { Duration } from '../../platform/time.ts';
import type { GroupField } from './group.ts';
import type { Severity } from '../severity.ts';
import { matchesGlob } from '../../platform/text/glob.ts';
import type { Subject } from './subject.ts';

/**
 * A rule: which transitions notify which receivers. Rules are asked in order. The first match decides, unless
 * `continue` is set.
 */
export interface Rule extends Policy {
  name: string;
  match: RuleMatch;
  receivers: readonly string[];
  continue: boolean;
  /** The receivers are read off the job itself; undefined: the rule's receivers. */
  owner: Owner | undefined;
  /** Makes it a rule on what lasts too long; it then decides no transition. */
  tooLong: OverdueLimits | undefined;
}

/** The way in which incidents of a rule notify. */
export interface Policy {
  severity: Severity;
  /** Undefined: by what happened (`groupOf`). */
  groupBy: readonly GroupField[] | undefined;
  /** The time for which the first mail is held to gather more. */
  groupWait: Duration;
  /** The least time between a message and an update of the same group. */
  groupInterval: Duration;
  /** The pause between reminders of an open incident that nobody acknowledged; undefined: by what happened (`repeatOf`). */
  repeat: Duration | 'never' | undefined;
  tellRecovery: boolean;
  /** Undefined: every change notifies. */
  flapping: Flapping | undefined;
  /** An incident that nothing can close any more ends this long after its last update. */
  closeAfter: Duration;
  escalate: readonly Escalation[];
}

/** More than `changes` of one job `within` the time notify once; over when it kept a state for `settle`. */
export interface Flapping {
  changes: number;
  within: Duration;
  settle: Duration;
}

export interface Escalation {
  /** Since the first mail, while nobody acknowledged. */
  after: Duration;
  receivers: readonly string[];
}

/** Reads an owner off a job: what the first group of `pattern` matches in `from` is looked up in `receivers`. */
export interface Owner {
  from: 'userData' | 'name';
  pattern: OwnerPattern;
  receivers: ReadonlyMap<string, string>;
}

/** A regular expression that takes time linear to the text, for that is a stranger's. */
export interface OwnerPattern {
  source: string;
  /** Returns what the first group of the first match holds; undefined without either. */
  find(text: string): string | undefined;
}

/** The limits of a job's time in each state. */
export interface OverdueLimits {
  Submitted?: Limit | undefined;
  Running?: Limit | undefined;
  Pause?: Limit | undefined;
}

/** A fixed span, or a factor of what is usual for the job's name, but never below `atLeast`. */
export type Limit = Duration | { usual: number; atLeast: Duration };

/** Globs, any of which must match; an empty list matches nothing, `*` everything, also what is absent. */
export interface RuleMatch {
  states: readonly string[];
  targets: readonly string[];
  names: readonly string[];
  types: readonly string[];
  workflowIds: readonly string[];
  queueIds: readonly string[];
  codes: readonly string[];
}

export function matchesRule({ match }: Pick<Rule, 'match'>, subject: Subject): boolean {
  return anyMatches(match.states, () => [subject.transition.to]) && matchesJob(match, subject);
}

/** As `matchesRule`, whatever state the job moved to. */
export function matchesJob(match: Omit<RuleMatch, 'states'>, subject: Omit<Subject, 'transition'>): boolean {
  return (
    anyMatches(match.targets, () => [subject.target]) &&
    anyMatches(match.names, () => [subject.job.name]) &&
    anyMatches(match.types, () => [subject.job.type]) &&
    anyMatches(match.codes, () => [subject.job.code]) &&
    anyMatches(match.queueIds, () => [subject.details().queueId]) &&
    anyMatches(match.workflowIds, () => subject.details().workflowIds)
  );
}

function anyMatches(globs: readonly string[], values: () => readonly string[]): boolean {
  if (globs.includes('*')) return true;
  const texts = values();
  return globs.some((glob) => texts.some((text) => matchesGlob(glob, text)));
}
