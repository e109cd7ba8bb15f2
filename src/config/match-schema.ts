import { z } from 'zod';
import { text } from './field-types.ts';

export const GLOBS = 'list of patterns with `*` and `?`';

/** What a transition must look like; within a list one entry is enough, and every list must agree. */
export const matchSchema = z.strictObject({
  states: globs(['Failed', 'Pause']).meta({ description: 'States a job moved to.', writtenAs: GLOBS }),
  targets: globs(['*']).meta({ description: 'Names of targets.', writtenAs: GLOBS }),
  names: globs(['*']).meta({ description: 'Names of jobs.', writtenAs: GLOBS }),
  types: globs(['*']).meta({ description: 'Types of jobs: `Job`, `Workflow`.', writtenAs: GLOBS }),
  workflowIds: globs(['*']).meta({ description: 'Workflows of jobs.', writtenAs: GLOBS }),
  queueIds: globs(['*']).meta({ description: 'Queues of jobs.', writtenAs: GLOBS }),
  codes: globs(['*']).meta({ description: 'Error codes of failed jobs.', writtenAs: GLOBS }),
});

export function globs(fallback: string[]) {
  return z.array(text()).min(1).default(fallback);
}

/** How urgent a message says it is. */
export function severity() {
  return z.enum(['critical', 'warning', 'info']);
}
