import { KNOWN_STATES } from '../../core/job/state.ts';
import { OVERDUE_STATES } from '../../core/rule/overdue.ts';
import { matchesGlob } from '../../platform/text/glob.ts';
import type { RuleConfig } from '../schema/rule-schema.ts';
import type { TargetConfig } from '../schema/target-schema.ts';

/** Jobs of one target, state and type: a rule matches none of them, some, or all. */
export interface JobKind {
  target: TargetConfig;
  state: string;
  type: string;
}

/** Says whether the rule matches any job of the kind, whatever else it asks. */
export function matchesKind(rule: RuleConfig, { target, state, type }: JobKind): boolean {
  const { workflowId } = target.jobs;
  return (
    statesOf(rule).includes(state) &&
    matches(rule.match.targets, target.name) &&
    matches(rule.match.types, type) &&
    (workflowId === undefined || matches(rule.match.workflowIds, workflowId))
  );
}

/** The states that the rule is about; for a rule on `tooLong` those that it limits. */
export function statesOf({ tooLong, match }: RuleConfig): readonly string[] {
  if (tooLong !== undefined) return OVERDUE_STATES.filter((state) => tooLong[state] !== undefined);
  return STATES.filter((state) => matches(match.states, state));
}

/** Stands for every state that the API does not document. */
const UNKNOWN_STATE = '\u0000';
const STATES = [...KNOWN_STATES, UNKNOWN_STATE];

/** The types of jobs that are read of the target. */
export function typesOf({ jobs }: TargetConfig): readonly string[] {
  return jobs.type === undefined ? ['Job', 'Workflow'] : [jobs.type];
}

export function matches(globs: readonly string[], text: string): boolean {
  return globs.some((glob) => matchesGlob(glob, text));
}
