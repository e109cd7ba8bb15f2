import type { KnownJob } from './job.ts';
import type { Observation } from './observation.ts';

/**
 * A job as it was before these changes, which are given the latest first. What no observation keeps (`input`,
 * `operation`, `extra`) stays as it is.
 */
export function rewind(job: KnownJob, undone: readonly Observation['changes'][]): KnownJob {
  const before = undone.flatMap((changes) =>
    Object.entries(changes).map(([field, [value]]) => [field, value] as const),
  );
  return { ...job, ...Object.fromEntries(before) };
}
