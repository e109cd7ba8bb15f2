import { firstMinute, type FirstMinute } from './first-minute.ts';
import { laterRound } from './later-round.ts';
import { JobMaker } from './scripted-jobs.ts';
import type { Phase } from './step.ts';

/** The whole script: a first minute in which everything happens, then rounds without end. */
export interface Script extends Pick<FirstMinute, 'before' | 'firstToFail'> {
  scenes: Iterable<Phase>;
}

/** @param newId gives a new text of hexadecimal digits each time. */
export function writeScript(newId: () => string): Script {
  const make = new JobMaker(newId);
  const { before, firstToFail, phase } = firstMinute(make);
  return { before, firstToFail, scenes: allPhases(phase, make) };
}

function* allPhases(first: Phase, make: JobMaker): Iterable<Phase> {
  yield first;
  for (let round = 1; ; round += 1) yield laterRound(make, round);
}
