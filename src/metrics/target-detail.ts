/** The series of each target. `auto`: all of them while there are few targets. */
export type TargetMetrics = 'auto' | 'all' | 'few';

/** The most targets that have all series in `auto`: some 8 kB of a scrape each. */
const FULL_TARGETS = 50;

/** Says whether targets have few series: no histograms of their own, and most series begin when they first count. */
export function hasFewSeries(setting: TargetMetrics, targets: number): boolean {
  return setting === 'few' || (setting === 'auto' && targets > FULL_TARGETS);
}
