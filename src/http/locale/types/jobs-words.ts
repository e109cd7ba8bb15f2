import type { JobWatch } from '../../../core/job/job-watch.ts';

/** The phrases of its page. */
export interface JobsWords {
  readonly title: string;
  readonly filter: {
    readonly title: string;
    readonly any: string;
    /** What the name may hold. */
    readonly nameHint: string;
    /** Shows the jobs alone that are bad, and that no incident has. */
    readonly withoutIncident: string;
    readonly apply: string;
    readonly clear: string;
  };
  readonly columns: Readonly<Record<JobColumn, string>>;
  /** What jobs in states are called that the API does not document. */
  readonly unknown: string;
  readonly counts: { readonly title: string; readonly all: string };
  readonly wrong: Readonly<Record<JobFilterProblem, string>>;
  readonly pages: Readonly<Record<'label' | 'newest' | 'newer' | 'older' | 'further', string>>;
  /** Before and after the time down to which jobs were looked at. */
  readonly cut: readonly [before: string, after: string];
  readonly download: { readonly title: string; readonly note: (most: number) => string };
  /** In the last row of a file that does not hold all. */
  readonly fileCut: (most: number) => string;
  readonly empty: { readonly none: string; readonly filtered: string; readonly help: string };
  /** Of an open job whose end will not be seen. */
  readonly watch: Readonly<Record<Exclude<JobWatch, 'seen'>, string>>;
  readonly charts: ChartWords;
}

export type JobColumn =
  | 'state'
  | 'name'
  | 'jobId'
  | 'target'
  | 'type'
  | 'code'
  | 'created'
  | 'createdFrom'
  | 'createdUntil'
  | 'since';

export type JobFilterProblem = 'name' | 'createdFrom' | 'createdUntil' | 'order' | 'cursor';

export interface ChartWords {
  readonly title: string;
  readonly states: { readonly title: string; readonly describe: (jobs: number) => string };
  readonly durations: {
    readonly title: string;
    readonly describe: (days: number) => string;
    readonly median: string;
    readonly p95: string;
    readonly jobs: string;
  };
  readonly asTable: string;
  /** A stretch of time. */
  readonly from: string;
  readonly day: string;
  readonly none: string;
  /** Where more changes than these would have to be looked through for the filter. */
  readonly tooMany: (most: number) => string;
}
