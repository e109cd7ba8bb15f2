import { matchesGlob } from '../alerts/glob.ts';
import type { Finding } from './problem.ts';
import type { Config } from './schema.ts';

/** The states in which nobody should miss a job. */
const BAD_STATES = ['Failed', 'Pause'] as const;

/** Names each target and bad state that no rule matches: nobody is notified of such jobs. */
export function adviseCoverage({ targets, rules }: Pick<Config, 'targets' | 'rules'>): readonly Finding[] {
  return targets.flatMap(({ name }, index) => {
    const unmatched = BAD_STATES.filter((state) => !rules.some((rule) => canMatch(rule, { state, name })));
    return unmatched.map((state) => ({
      path: ['targets', index],
      message: `no rule matches jobs of ${name} in state ${state}: nobody is notified of them`,
      hint: 'add a rule for them; one without receivers says that they are ignored on purpose',
    }));
  });
}

/** Whether the rule matches any such job, whatever else it asks. A rule on `tooLong` judges no change of state. */
function canMatch(
  { match, tooLong }: Config['rules'][number],
  { state, name }: { readonly state: string; readonly name: string },
): boolean {
  return tooLong === undefined && matches(match.states, state) && matches(match.targets, name);
}

function matches(globs: readonly string[], text: string): boolean {
  return globs.some((glob) => matchesGlob(glob, text));
}
