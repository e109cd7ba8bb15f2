import { matchesGlob } from '../../platform/text/glob.ts';
import type { Finding } from '../../platform/document/problem.ts';
import type { Config } from '../schema/schema.ts';

/** The states in which nobody should miss a job. */
const BAD_STATES = ['Failed', 'Pause'] as const;
const TYPES = ['Job', 'Workflow'] as const;

/** Jobs of a target that one rule can match, or none. */
interface Kind {
  target: Config['targets'][number];
  state: (typeof BAD_STATES)[number];
  type: (typeof TYPES)[number];
}

type Rule = Config['rules'][number];

/** Names each target, bad state and type of jobs that no rule matches, or not all of them: nobody is notified of those. */
export function adviseCoverage({ targets, rules }: Pick<Config, 'targets' | 'rules'>): readonly Finding[] {
  return targets.flatMap((target, index) => {
    const read = target.jobs.type === undefined ? TYPES : [target.jobs.type];
    return BAD_STATES.flatMap((state) => {
      const missed = read.filter((type) => !rules.some((rule) => canMatch(rule, { target, state, type })));
      const partly = read.filter(
        (type) => !missed.includes(type) && !rules.some((rule) => matchesAll(rule, { target, state, type })),
      );
      const named = (types: readonly string[]) =>
        `jobs of ${target.name}${types.length === read.length ? '' : ` of type ${types.join(', ')}`} in state ${state}`;
      const path = ['targets', index];
      return [
        ...(missed.length === 0
          ? []
          : [
              {
                path,
                message: `no rule matches ${named(missed)}: nobody is notified of them`,
                hint: HINT,
                severity: 'critical' as const,
              },
            ]),
        ...(partly.length === 0
          ? []
          : [
              {
                path,
                message: `only some ${named(partly)} are matched by a rule: nobody is notified of the others`,
                hint: HINT,
              },
            ]),
      ];
    });
  });
}

const HINT = 'add a rule for them; one without receivers says that they are ignored on purpose';

/** Whether the rule matches any such job, whatever else it asks. A rule on `tooLong` judges no change of state. */
function canMatch({ match, tooLong }: Rule, { target, state, type }: Kind): boolean {
  const { workflowId } = target.jobs;
  return (
    tooLong === undefined &&
    matches(match.states, state) &&
    matches(match.targets, target.name) &&
    matches(match.types, type) &&
    (workflowId === undefined || matches(match.workflowIds, workflowId))
  );
}

/** Whether the rule matches every such job: it asks for nothing that some of them may lack. */
function matchesAll(rule: Rule, kind: Kind): boolean {
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

function matches(globs: readonly string[], text: string): boolean {
  return globs.some((glob) => matchesGlob(glob, text));
}
