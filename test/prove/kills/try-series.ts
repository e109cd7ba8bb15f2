import * as fc from 'fast-check';
import { describePlan, plans } from './plan.ts';
import { runSeries, type SeriesOptions, type SeriesResult } from './series.ts';

/** How a series went: plain data, so that it can go from thread to thread. */
export interface TriedSeries {
  /** `undefined` when the program ended by itself, or did not start on the store it had left. */
  counts?: SeriesCounts;
  /** The smallest that was found. `undefined`: all is well. */
  counterExample?: string;
}

export interface SeriesCounts extends Omit<SeriesResult, 'lives' | 'fault'> {
  /** Where each process was to be killed, and was. */
  lives: readonly { point: string; isKilled: boolean }[];
}

/** In milliseconds: the longest search for a smaller counter-example. */
const SHRINK_MS = 60_000;

/** Runs the series of a seed. Where it fails, looks for a smaller one that fails: its kills do not count. */
export async function trySeries(seed: number, options: SeriesOptions): Promise<TriedSeries> {
  let counts: SeriesCounts | undefined;
  let fault = '';
  let until = Infinity;
  const property = fc.asyncProperty(plans, async (plan) => {
    if (performance.now() > until) return;
    const result = await runSeries(plan, options).catch((error: unknown) => String(error));
    if (typeof result !== 'string' && until === Infinity) counts = countsOf(result);
    const found = typeof result === 'string' ? result : result.fault;
    if (found === undefined) return;
    fault = found;
    until = Math.min(until, performance.now() + SHRINK_MS);
    throw new Error(found);
  });
  const { counterexample } = await fc.check(property, { seed, numRuns: 1 });
  return {
    ...(counts !== undefined && { counts }),
    ...(counterexample !== null && {
      counterExample: `series ${seed}: ${fault}\n${describePlan(counterexample[0])}`,
    }),
  };
}

function countsOf({ lives, fault: _fault, ...counts }: SeriesResult): SeriesCounts {
  return { ...counts, lives: lives.map(({ point, isKilled }) => ({ point: point.name, isKilled })) };
}
