import { matchesGlob } from '../alerts/glob.ts';
import type { Finding } from './problem.ts';
import type { Config } from './schema.ts';

/** The states in which nobody should miss a job. */
const BAD_STATES = ['Failed', 'Pause'] as const;
const TYPES = ['Job', 'Workflow'] as const;

/** Jobs of a target that one rule can match, or none. */
interface Kind {
  readonly target: Config['targets'][number];
  readonly state: (typeof BAD_STATES)[number];
  readonly type: (typeof TYPES)[number];
}

/** Names each target, bad state and type of jobs that no rule matches: nobody is notified of such jobs. */
export function adviseCoverage({ targets, rules }: Pick<Config, 'targets' | 'rules'>): readonly Finding[] {
  return targets.flatMap((target, index) => {
    const read = target.jobs.type === undefined ? TYPES : [target.jobs.type];
    return BAD_STATES.flatMap((state) => {
      const missed = read.filter((type) => !rules.some((rule) => canMatch(rule, { target, state, type })));
      if (missed.length === 0) return [];
      const ofType = missed.length === read.length ? '' : ` of type ${missed.join(', ')}`;
      return {
        path: ['targets', index],
        message: `no rule matches jobs of ${target.name}${ofType} in state ${state}: nobody is notified of them`,
        hint: 'add a rule for them; one without receivers says that they are ignored on purpose',
      };
    });
  });
}

/** Whether the rule matches any such job, whatever else it asks. A rule on `tooLong` judges no change of state. */
function canMatch({ match, tooLong }: Config['rules'][number], { target, state, type }: Kind): boolean {
  const { workflowId } = target.jobs;
  return (
    tooLong === undefined &&
    matches(match.states, state) &&
    matches(match.targets, target.name) &&
    matches(match.types, type) &&
    (workflowId === undefined || matches(match.workflowIds, workflowId))
  );
}

function matches(globs: readonly string[], text: string): boolean {
  return globs.some((glob) => matchesGlob(glob, text));
}
