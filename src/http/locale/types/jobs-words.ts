import type { JobWatch } from '../../../core/job/job-watch.ts';

/** The phrases of its page. */
export interface JobsWords {
  title: string;
  filter: {
    title: string;
    any: string;
    /** What the name may hold. */
    nameHint: string;
    /** Shows the jobs alone that are bad, and that no incident has. */
    withoutIncident: string;
    apply: string;
    clear: string;
  };
  columns: Readonly<Record<JobColumn, string>>;
  /** What jobs in states are called that the API does not document. */
  unknown: string;
  counts: { title: string; all: string };
  wrong: Readonly<Record<JobFilterProblem, string>>;
  pages: Readonly<Record<'label' | 'newest' | 'newer' | 'older' | 'further', string>>;
  /** Before and after the time down to which jobs were looked at. */
  cut: readonly [before: string, after: string];
  download: { title: string; note: (most: number) => string };
  /** In the last row of a file that does not hold all. */
  fileCut: (most: number) => string;
  empty: { none: string; filtered: string; help: string };
  /** Of an open job whose end will not be seen. */
  watch: Readonly<Record<Exclude<JobWatch, 'seen'>, string>>;
  charts: ChartWords;
}

/** Beside the fields of the API. */
export type JobColumn = 'target' | 'createdFrom' | 'createdUntil' | 'since';

export type JobFilterProblem = 'name' | 'createdFrom' | 'createdUntil' | 'order' | 'cursor';

export interface ChartWords {
  title: string;
  states: { title: string; describe: (jobs: number) => string };
  durations: {
    title: string;
    describe: (days: number) => string;
    median: string;
    p95: string;
    jobs: string;
  };
  asTable: string;
  /** A stretch of time. */
  from: string;
  day: string;
  none: string;
  /** Where more changes than these would have to be looked through for the filter. */
  tooMany: (most: number) => string;
}
