import type { JobDetails, KnownJob } from '../jobs/job.ts';
import type { Transition } from '../jobs/transition.ts';
import type { Severity } from './message.ts';
import { matchesGlob } from './glob.ts';

/** Who is told of which transitions. Rules are asked in order; the first match decides, unless `continue`. */
export interface Rule {
  readonly name: string;
  readonly match: RuleMatch;
  readonly receivers: readonly string[];
  readonly severity: Severity;
  readonly continue: boolean;
}

/** Globs, any of which must match; an empty list matches nothing, `*` everything, also what is absent. */
export interface RuleMatch {
  readonly states: readonly string[];
  readonly targets: readonly string[];
  readonly names: readonly string[];
  readonly types: readonly string[];
  readonly workflowIds: readonly string[];
  readonly queueIds: readonly string[];
  readonly codes: readonly string[];
}

/** A transition, with all that a rule can ask of it. */
export interface Subject {
  readonly target: string;
  readonly transition: Transition;
  readonly job: KnownJob;
  /** Reads the raw parts of the job; called only when a rule asks for them. */
  readonly details: () => JobDetails;
}

export function matchesRule({ match }: Rule, subject: Subject): boolean {
  return (
    anyMatches(match.states, () => [subject.transition.to]) &&
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
