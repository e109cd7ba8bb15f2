import * as fc from 'fast-check';
import { histories, type History } from '../../support/random-world/history.ts';
import { play } from '../../support/random-world/play.ts';
import { takeShare, type Share } from '../in-workers.ts';
import { shrinkBriefly } from '../shrink-briefly.ts';
import { sumOf, type Counts } from '../counts.ts';

export interface PlayedHistories {
  /** `histories`, `polls`, `restarts`, `clocksSet`, `requests`, `betweenPages`, `transitions`, `false`, `missed`. */
  counts: Counts;
  /** By kind. */
  faults: Counts;
  counterExample: string | undefined;
}

await takeShare(playHistories);

async function playHistories({ tries: numRuns, seed }: Share): Promise<PlayedHistories> {
  let counts: Counts = {};
  let faults: Counts = {};
  let isOver = false;
  const property = fc.asyncProperty(
    histories,
    shrinkBriefly(async (history) => {
      const judgement = await play(history);
      const [wrong, missed] = [judgement.false, judgement.missed];
      if (!isOver) {
        const { polls, requests, transitions, clocksSet, betweenPages } = judgement;
        const restarts = history.steps.filter((step) => step.do === 'restart').length;
        const found = { false: wrong.length, missed: missed.length };
        counts = sumOf([
          counts,
          { histories: 1, polls, restarts, requests, transitions, clocksSet, betweenPages, ...found },
        ]);
        faults = sumOf([faults, Object.fromEntries(judgement.faults)]);
      }
      // After the first failure comes the search for a smaller one.
      isOver ||= wrong.length + missed.length > 0;
      if (wrong.length > 0) throw new Error(`false: ${wrong.join('; ')}`);
      if (missed.length > 0) throw new Error(`missed: ${missed.join('; ')}`);
    }),
  );
  const details = await fc.check(property, { numRuns, seed });
  return { counts, faults, counterExample: details.failed ? describe(details) : undefined };
}

function describe({ counterexample, errorInstance }: fc.RunDetails<[History]>): string {
  const [history] = counterexample ?? [];
  if (history === undefined) return String(errorInstance);
  const steps = [...history.jobs, ...history.steps].map(
    (step, index) => `  ${index + 1}. ${JSON.stringify(step)}`,
  );
  return `${String(errorInstance)}\nskew ${history.skew} ms, ${history.pageSize} rows a page\n${steps.join('\n')}`;
}
