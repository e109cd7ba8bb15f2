/** One group of lines of the table, measured together. */
export interface Figure {
  /** What `npm run bench -- NAME` takes. */
  readonly name: string;
  measure(report: (row: Row) => void): Promise<void>;
}

/** One line of the table. */
export interface Row {
  readonly what: string;
  readonly unit: string;
  /** What was measured, one sample per repetition, in `unit`. */
  readonly samples: readonly number[];
  /** Which of the samples' figures the goal is about; the median unless it says otherwise. */
  readonly judged?: 'median' | 'p95';
  /** The goal of issue 2; absent for a line that only explains another. */
  readonly goal?: Goal;
  /** What it is compared with, measured in the same run, in turns with it, in the same unit. */
  readonly reference?: { readonly what: string; readonly samples: readonly number[] };
}

/** An upper bound in the row's unit, as a multiple of the reference, or as so much above it. */
export interface Goal {
  readonly atMost?: number;
  readonly timesReference?: number;
  readonly aboveReference?: number;
}
