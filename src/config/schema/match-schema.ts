import { z } from 'zod';
import { text } from '../../platform/values/field-types.ts';

export const GLOBS = 'list of patterns with `*` and `?`; empty is as left out';

/** Conditions of a transition. Within a list one entry is enough, and every list must agree. */
export const matchSchema = z.strictObject({
  states: globs(['Failed', 'Pause']).meta({ description: 'States a job moved to.', writtenAs: GLOBS }),
  targets: globs(['*']).meta({ description: 'Names of targets.', writtenAs: GLOBS }),
  names: globs(['*']).meta({ description: 'Names of jobs.', writtenAs: GLOBS }),
  types: globs(['*']).meta({ description: 'Types of jobs: `Job`, `Workflow`.', writtenAs: GLOBS }),
  workflowIds: globs(['*']).meta({ description: 'Workflows of jobs.', writtenAs: GLOBS }),
  queueIds: globs(['*']).meta({ description: 'Queues of jobs.', writtenAs: GLOBS }),
  codes: globs(['*']).meta({ description: 'Error codes of failed jobs.', writtenAs: GLOBS }),
});

/** An empty list says no more than a key that is left out: it is the usual one, too. */
export function globs(fallback: string[]) {
  return z
    .array(text())
    .overwrite((given) => (given.length === 0 ? fallback : given))
    .prefault(fallback);
}

export function severity() {
  return z.enum(['critical', 'warning', 'info']);
}
