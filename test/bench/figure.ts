/** One group of lines of the table, measured together. */
export interface Figure {
  /** What `npm run bench -- NAME` takes. */
  name: string;
  measure(report: (row: Row) => void): Promise<void>;
}

/** One line of the table. */
export interface Row {
  what: string;
  unit: string;
  /** What was measured, one sample per repetition, in `unit`. */
  samples: readonly number[];
  /** Which of the samples' figures the goal is about; the median unless it says otherwise. */
  judged?: 'median' | 'p95';
  /** The goal of issue 2; absent for a line that only explains another. */
  goal?: Goal;
  /** What it is compared with, measured in the same run, in turns with it, in the same unit. */
  reference?: { what: string; samples: readonly number[] };
}

/** An upper bound in the row's unit, as a multiple of the reference, or as so much above it. */
export interface Goal {
  atMost?: number;
  timesReference?: number;
  aboveReference?: number;
}
