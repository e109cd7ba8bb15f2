import { batchJobs } from './batch/batch-jobs.ts';

/** Kinds of jobs that a target can watch. A new one is a folder beside this file, and its name in this list. */
export const JOB_KINDS = [batchJobs] as const;

type Kind = (typeof JOB_KINDS)[number];
type KindKey = Kind['key'];

/** The key of each kind in a target's configuration, with the filters that it may hold. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the entries are those of the type
export const KIND_KEYS = Object.fromEntries(JOB_KINDS.map(({ key, filters }) => [key, filters])) as {
  [Key in KindKey]: Extract<Kind, { key: Key }>['filters'];
};

type Target = Partial<Record<KindKey, unknown>>;

/** Returns the kind of jobs that a target watches: batch jobs where no other key is given. */
export function kindOf(target: Target): Kind {
  return JOB_KINDS.findLast(({ key }) => target[key] !== undefined) ?? batchJobs;
}

/** Returns the filters of a target, by kind. Another set of them lists other jobs. */
export function filtersOf(target: Target): Target {
  return Object.fromEntries(JOB_KINDS.map(({ key }) => [key, target[key]]));
}
