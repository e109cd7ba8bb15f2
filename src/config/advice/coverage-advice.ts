import type { Finding } from '../../platform/document/problem.ts';
import type { RuleConfig } from '../schema/rule-schema.ts';
import type { Config } from '../schema/schema.ts';
import { matches, matchesKind, typesOf, type JobKind } from './job-kinds.ts';

/** The states in which nobody should miss a job. */
const BAD_STATES = ['Failed', 'Pause'] as const;

/** Names each target, bad state and type of jobs that no rule matches, or not all of them: nobody is notified of those. */
export function adviseCoverage({ targets, rules }: Pick<Config, 'targets' | 'rules'>): readonly Finding[] {
  return targets.flatMap((target, index) => {
    const read = typesOf(target);
    return BAD_STATES.flatMap((state) => {
      const missed = read.filter((type) => !rules.some((rule) => canMatch(rule, { target, state, type })));
      const partly = read.filter(
        (type) => !missed.includes(type) && !rules.some((rule) => matchesAll(rule, { target, state, type })),
      );
      const named = (types: readonly string[]) =>
        `jobs of ${target.name}${types.length === read.length ? '' : ` of type ${types.join(', ')}`} in state ${state}`;
      const at = { path: ['targets', index], hint: HINT };
      const findings: Finding[] = [];
      if (missed.length > 0) {
        const message = `no rule matches ${named(missed)}: nobody is notified of them`;
        findings.push({ ...at, message, severity: 'critical' });
      }
      if (partly.length > 0) {
        const message = `only some ${named(partly)} are matched by a rule: nobody is notified of the others`;
        findings.push({ ...at, message });
      }
      return findings;
    });
  });
}

const HINT = 'add a rule for them; one without receivers says that they are ignored on purpose';

/** Says whether the rule matches any such job, whatever else it asks. A rule on `tooLong` judges no change of state. */
function canMatch(rule: RuleConfig, kind: JobKind): boolean {
  return rule.tooLong === undefined && matchesKind(rule, kind);
}

/** Says whether the rule matches every such job: it asks for nothing that some of them may lack. */
function matchesAll(rule: RuleConfig, kind: JobKind): boolean {
  const { names, workflowIds, queueIds, codes } = rule.match;
  const { name, workflowId } = kind.target.jobs;
  return (
    canMatch(rule, kind) &&
    isAny(queueIds) &&
    isAny(codes) &&
    (isAny(names) || (name !== undefined && matches(names, name))) &&
    (isAny(workflowIds) || workflowId !== undefined)
  );
}

/** A pattern of stars alone matches any text. */
function isAny(globs: readonly string[]): boolean {
  return globs.some((glob) => /^\*+$/.test(glob));
}
