import { availableParallelism } from 'node:os';
import { oftenStarted } from '../often-started.ts';
import type { Effort, Outcome, Proof } from '../proof.ts';
import { KillCounts } from './kill-counts.ts';
import { SeriesWorkers } from './series-workers.ts';

/** The program is killed, again and again, and started again on the store it left. */
export const kills: Proof = {
  id: 'P1',
  what: 'SIGKILL at named points and at random moments, with every channel in use',
  goal: '0 lost in ≥ 2,000 kills (quick: 50), at every destination; ≤ 1 duplicate a kill and destination, only between the answer and its record, with the same number',
  isOverBoth: true,
  run: proveKills,
};

const KILLS = { quick: 50, full: 2_000 } as const;

/** Series at a time in each thread, each with a store, a cloud and servers of its own. In full mode they wait for limits. */
const LANES = { quick: 1, full: 3 } as const;

/** About so many kills has a series. */
const USUAL_SERIES = 30;

async function proveKills(effort: Effort): Promise<Outcome> {
  const { mode } = effort;
  const counts = new KillCounts();
  const counterExample = await runAll(effort, counts);
  const { unreached } = counts;
  const verdict =
    counterExample === undefined
      ? ', all of a message not recorded yet, with the same number; 0 lost'
      : '; not all was well';
  return {
    held: counterExample === undefined && unreached.length === 0 && counts.kills >= KILLS[mode],
    reached: `${counts.toText()}${verdict}`,
    counterExample:
      counterExample ?? (unreached.length > 0 ? `never killed: ${unreached.join(', ')}` : undefined),
  };
}

/**
 * Runs series after series in as many threads as there are cores, until there were enough kills and each point was
 * reached. The n-th series is the same on every machine. Returns the counter-example, if there is one.
 */
async function runAll(
  { mode, seed, say, ...effort }: Effort,
  counts: KillCounts,
): Promise<string | undefined> {
  const program = oftenStarted({ mode, seed, say, ...effort });
  await using workers = new SeriesWorkers({ program, toTheEnd: mode === 'full' }, availableParallelism());
  let counterExample: string | undefined;
  let next = seed;
  let running = 0;
  const isWanted = () => {
    if (counterExample !== undefined || counts.kills >= 2 * KILLS[mode]) return false;
    if (running === 0 && counts.unreached.length > 0) return true;
    return counts.kills + running * USUAL_SERIES < KILLS[mode];
  };
  const runLane = async () => {
    while (isWanted()) {
      running += 1;
      const tried = await workers.run(next++);
      running -= 1;
      if (tried.counts !== undefined) {
        counts.add(tried.counts);
        say(counts.toText());
      }
      counterExample ??= tried.counterExample;
    }
  };
  await Promise.all(Array.from({ length: workers.size * LANES[mode] }, runLane));
  return counterExample;
}
