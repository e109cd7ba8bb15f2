import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../../src/platform/time.ts';
import type { ListFault } from '../../support/poll/scripted-cloud.ts';
import { histories, type History, type Step } from '../../support/random-world/history.ts';
import { play } from '../../support/random-world/play.ts';

/** A job shows itself again within the second by which the next answer lags. */
const SHOWN_WITHIN_THE_LAG: History = {
  pageSize: 2,
  skew: 0,
  jobs: [],
  steps: [
    { do: 'create', state: 'Submitted', age: 0 },
    poll(),
    { do: 'hide', job: 0 },
    poll(),
    { do: 'wait', span: 20 * MINUTE },
    poll(),
    { do: 'show' },
    { do: 'move', job: 0, choice: 0 },
    { do: 'move', job: 0, choice: 0 },
    poll('reorder', undefined, { lagBy: SECOND }),
  ],
};

function poll(...faults: (ListFault | undefined)[]): Step {
  return { do: 'poll', faults, lookUpFault: undefined, meanwhile: [] };
}

it('what happened and was to be seen is notified, nothing else is, and in the end everything is known', async () => {
  await fc.assert(
    fc.asyncProperty(histories, async (history) => {
      expect(await play(history)).toMatchObject({ false: [], missed: [] });
    }),
    { examples: [[SHOWN_WITHIN_THE_LAG]], numRuns: Number(process.env['RUNS'] ?? 60) },
  );
});
