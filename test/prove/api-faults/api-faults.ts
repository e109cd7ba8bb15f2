import { inWorkers } from '../in-workers.ts';
import type { Effort, Outcome, Proof } from '../proof.ts';
import { describeCounts, sumOf } from '../counts.ts';
import type { PlayedHistories } from './play-histories.ts';

/** Random histories of jobs, clocks, restarts and faults of the API, on the real poll over a real store. */
export const apiFaults: Proof = {
  id: 'P4',
  what: 'API faults in random histories: failed, truncated, stale, duplicated, reordered pages, repeated and lost tokens, inserts between pages, other layouts, jobs that vanish and come back, skew',
  goal: '≥ 10,000 histories; 0 false and 0 missed transitions',
  isOverBoth: true,
  run: proveApiFaults,
};

const MODULE = new URL('play-histories.ts', import.meta.url);

async function proveApiFaults({ mode, seed }: Effort): Promise<Outcome> {
  const tries = mode === 'quick' ? 250 : 10_000;
  const played = await inWorkers<PlayedHistories>(MODULE, { tries, seed });
  const counts = sumOf(played.map((one) => one.counts));
  const faults = describeCounts(sumOf(played.map((one) => one.faults)));
  const count = (name: string) => (counts[name] ?? 0).toLocaleString('en');
  return {
    held: played.every(({ counterExample }) => counterExample === undefined),
    reached: `${count('histories')} histories with ${count('polls')} polls, ${count('requests')} requests (${faults}), ${count('betweenPages')} changes between pages, ${count('clocksSet')} steps of a clock, ${count('restarts')} restarts; of ${count('transitions')} transitions ${count('false')} false, ${count('missed')} missed`,
    counterExample: played.find(({ counterExample }) => counterExample !== undefined)?.counterExample,
  };
}
