/** One figure's samples in brief; all in the samples' own unit. */
export interface Summary {
  median: number;
  p95: number;
  min: number;
  max: number;
  count: number;
}

/** @throws when there is no sample: a bench that measured nothing is broken. */
export function summarize(samples: readonly number[]): Summary {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (share: number) => {
    const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
    if (value === undefined) throw new Error('a figure without samples');
    return value;
  };
  const middle = sorted.length / 2;
  const median = sorted.length % 2 === 1 ? at(0.5) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
  return { median, p95: at(0.95), min: at(0), max: at(1), count: sorted.length };
}
