export const jobs = {
  title: 'Jobs',
  filter: {
    title: 'Filter',
    any: 'any',
    /** The signs that the name may hold. */
    nameHint: '* stands for anything',
    /** Shows the jobs alone that are bad, and that no incident has. */
    withoutIncident: 'Failed or paused without an incident (failed: of the last 7 days)',
    apply: 'Show',
    clear: 'Show all',
  },
  columns: {
    target: 'Target',
    createdFrom: 'Created from',
    createdUntil: 'Created before',
    since: 'In this state since',
  },
  /** Jobs in states that the API does not document. */
  unknown: 'other',
  counts: { title: 'Jobs by state', all: 'all' },
  wrong: {
    name: 'A name may hold at most three *.',
    createdFrom: '“Created from” is no time that exists.',
    createdUntil: '“Created before” is no time that exists.',
    order: '“Created before” must be later than “Created from”.',
    cursor: 'The address names a page that does not exist; these are the newest jobs.',
  },
  pages: {
    label: 'Pages of this list',
    newest: 'Newest',
    newer: 'Newer',
    older: 'Older',
    further: 'Look further',
  },
  /** Before and after the time down to which jobs were looked at. */
  cut: ['Few jobs match. Looked through those created since ', '; there may be more.'],
  download: {
    title: 'Download these',
    note: (most: number) => `the newest ${most.toLocaleString('en')} at most`,
  },
  /** In the last row of a file that does not hold all. */
  fileCut: (most: number) => `cut: these are the newest ${most} jobs; narrow the filter for others`,
  empty: {
    none: 'No jobs yet',
    filtered: 'No job matches',
    help: 'Jobs appear after the initial scan of a target. Ended jobs are kept as long as storage.retention says.',
  },
  /** Of an open job whose end will not be seen. */
  watch: { 'not-followed': 'no longer followed', 'not-watched': 'no longer watched' },
  charts: {
    title: 'The last 7 days',
    states: {
      title: 'Job state changes',
      describe: (total: number) =>
        `Every 6 hours of 7 days; changes of state in all: ${total.toLocaleString('en')}.`,
    },
    durations: {
      title: 'Run time of successful jobs',
      describe: (days: number) => `Median and 95th percentile per day; ${days} of 7 days have such jobs.`,
      median: 'Median',
      p95: 'p95',
      jobs: 'Jobs',
    },
    asTable: 'As a table',
    /** A stretch of time. */
    from: 'From',
    day: 'Day',
    none: 'Nothing in these 7 days.',
    /** Shown when the filter would have to look through more changes than these. */
    tooMany: (most: number) =>
      `More than ${most.toLocaleString('en')} state changes in these 7 days: too many to count with this filter. Filter by target and state alone to see them.`,
  },
};
