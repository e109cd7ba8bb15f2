import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordHistory } from '../../../../src/store/jobs/history.ts';
import { saveJobs } from '../../../../src/store/jobs/jobs.ts';
import type { Store } from '../../../../src/store/store.ts';
import { registerTarget } from '../../../../src/store/jobs/targets.ts';
import {
  transitionPage,
  type TransitionFilter,
  type TransitionCursor,
} from '../../../../src/store/views/transition-list.ts';
import { knownJob } from '../../../support/poll/known-job.ts';
import { TemporaryStore } from '../../../support/store/temporary-store.ts';

interface Move {
  target: string;
  to: string;
  at: number;
}

const TARGETS = ['media', 'archive'];
const STATES = ['Running', 'Failed', 'Frozen'];
const moves = fc.array(
  fc.record({
    target: fc.constantFrom(...TARGETS),
    to: fc.constantFrom(...STATES),
    at: fc.integer({ min: 0, max: 9 }),
  }),
  { maxLength: 30 },
);
const option = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const filters: fc.Arbitrary<TransitionFilter> = fc.record({
  target: option(fc.constantFrom(...TARGETS)),
  states: option(fc.subarray(['Failed', 'unknown', 'Pause'])),
  since: option(fc.integer({ min: 0, max: 9 })),
  until: option(fc.integer({ min: 0, max: 10 })),
});

async function record(store: Store, seen: readonly Move[]): Promise<void> {
  await store.write(async (trx) => {
    for (const { target, to, at } of seen) {
      await registerTarget(trx, { name: target, bucket: 'b', region: 'r', scope: 's' });
      const rows = await saveJobs(trx, target, [knownJob()]);
      const transition = {
        jobId: 'b1',
        from: undefined,
        to,
        observedAt: at,
        since: at,
        previousSince: undefined,
      };
      const transitions = [{ transition: { ...transition, baseline: false }, decisions: [] }];
      await recordHistory(trx, { target, pollId: 'p1', rows, transitions, observations: [] });
    }
  });
}

function plainly(all: readonly Move[], { target, states = [], since, until }: TransitionFilter): number[] {
  return all
    .map((move, index) => ({ ...move, id: index + 1 }))
    .filter(
      (move) =>
        (target ?? move.target) === move.target &&
        (states.length === 0 ||
          states.includes(move.to) ||
          (move.to === 'Frozen' && states.includes('unknown'))) &&
        move.at >= (since ?? -Infinity) &&
        move.at < (until ?? Infinity),
    )
    .toSorted((a, b) => b.at - a.at || b.id - a.id)
    .map(({ id }) => id);
}

describe('a list of transitions', () => {
  it('holds what a plain filter finds, the newest first, and no other while others come', async () => {
    await fc.assert(
      fc.asyncProperty(
        moves,
        moves,
        filters,
        fc.record({ limit: fc.integer({ min: 1, max: 7 }), budget: fc.integer({ min: 1, max: 12 }) }),
        async (before, later, filter, size) => {
          await using temporary = new TemporaryStore();
          const { store } = temporary;
          await record(store, before);
          const coming = [...later];
          const seen: number[] = [];
          let from: TransitionCursor | undefined;
          do {
            const page = await store.read((db) => transitionPage(db, { filter, from, ...size }));
            seen.push(...page.transitions.map(({ id }) => id));
            from = page.next;
            if (seen.length > 1_000) throw new Error('the pages do not end');
            await record(store, coming.splice(0, 2));
          } while (from !== undefined);
          expect(new Set(seen).size).toBe(seen.length);
          expect(seen.filter((id) => id <= before.length)).toEqual(plainly(before, filter));
        },
      ),
      { numRuns: 60 },
    );
  });
});
