import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { histories } from '../../support/random-world/history.ts';
import { play } from '../../support/random-world/play.ts';

it('what happened and was to be seen is notified, nothing else is, and in the end everything is known', async () => {
  await fc.assert(
    fc.asyncProperty(histories, async (history) => {
      expect(await play(history)).toMatchObject({ false: [], missed: [] });
    }),
    { numRuns: Number(process.env['RUNS'] ?? 60) },
  );
});
