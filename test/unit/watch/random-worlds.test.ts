import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { isEnded } from '../../../src/jobs/state.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/time.ts';
import { PollBench } from '../../support/poll-bench.ts';
import type { ListFault } from '../../support/scripted-cloud.ts';

/** What may follow a state, as far as the API's documents tell. */
const NEXT: Readonly<Record<string, readonly string[]>> = {
  Submitted: ['Running', 'Pause', 'Failed', 'Cancel', 'Success'],
  Running: ['Success', 'Failed', 'Cancel', 'Pause'],
  Pause: ['Submitted', 'Running', 'Cancel', 'Failed'],
};

type Step =
  | { readonly do: 'create'; readonly state: string; readonly age: number }
  | { readonly do: 'move'; readonly job: number; readonly choice: number }
  | { readonly do: 'wait'; readonly span: number }
  | { readonly do: 'restart' }
  | {
      readonly do: 'poll';
      readonly faults: readonly (ListFault | undefined)[];
      readonly createAfter: number;
    };

const fault = fc.option(
  fc.constantFrom<ListFault>('fail', 'lose-token', 'repeat-token', 'duplicate', 'reorder'),
  { nil: undefined, freq: 2 },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('create' as const),
      state: fc.constantFrom('Submitted', 'Running', 'Success', 'Failed', 'Pause', 'Cancel'),
      age: fc.integer({ min: 0, max: 5 * MINUTE }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('move' as const), job: fc.nat(), choice: fc.nat() }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      span: fc.constantFrom(SECOND, 30 * SECOND, 20 * MINUTE, 5 * HOUR, 2 * DAY),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'restart' as const }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('poll' as const),
      faults: fc.array(fault, { maxLength: 6 }),
      createAfter: fc.integer({ min: 0, max: 8 }),
    }),
  },
);

it('what is told equals what the answers showed, and in the end everything is known', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 40 }),
      fc.integer({ min: -2 * HOUR, max: 2 * HOUR }),
      fc.integer({ min: 2, max: 5 }),
      async (steps, skew, pageSize) => {
        await using bench = await PollBench.start({ pageSize });
        bench.cloud.skew = skew;
        for (const current of steps) await perform(bench, current);
        await finish(bench);
        expect((await bench.told()).toSorted()).toEqual(expectedTold(bench).toSorted());
        const snapshot = await bench.snapshot();
        const knowable = [...bench.cloud.jobs.values()].filter(
          ({ jobId, createdAt }) => snapshot.has(jobId) || createdAt >= bench.firstWindowStart + SECOND,
        );
        expect(snapshot).toEqual(new Map(knowable.map(({ jobId, state }) => [jobId, state])));
      },
    ),
    { numRuns: Number(process.env['RUNS'] ?? 150) },
  );
}, 120_000);

async function perform(bench: PollBench, current: Step): Promise<void> {
  const { cloud, clock } = bench;
  switch (current.do) {
    case 'create':
      return create(bench, current);
    case 'move': {
      const open = [...cloud.jobs.values()].filter(({ state }) => !isEnded(state));
      const job = open[current.job % open.length];
      const choices = job === undefined ? [] : (NEXT[job.state] ?? []);
      const state = choices[current.choice % choices.length];
      if (job !== undefined && state !== undefined) job.state = state;
      return;
    }
    case 'wait':
      return await clock.advance(current.span);
    case 'restart':
      return await bench.restart();
    case 'poll':
      cloud.fault = (request) => current.faults[request];
      cloud.afterAnswer = (request) => {
        if (request === current.createAfter) create(bench, { state: 'Failed', age: 0 });
      };
      await bench.poll();
      cloud.fault = () => undefined;
      cloud.afterAnswer = () => {};
  }
}

/** No two in one second: behind a lost token, a page full of one second's jobs is not told from the last. */
function create(
  { cloud }: PollBench,
  { state, age }: { readonly state: string; readonly age: number },
): void {
  const taken = new Set([...cloud.jobs.values()].map(({ createdAt }) => Math.floor(createdAt / SECOND)));
  let createdAt = cloud.serverNow - age;
  while (taken.has(Math.floor(createdAt / SECOND))) createdAt -= SECOND;
  cloud.put({ jobId: `b${cloud.jobs.size}`, state, createdAt });
}

/** Two good polls: the first may still find a token that an earlier read lost. */
async function finish(bench: PollBench): Promise<void> {
  for (let round = 0; round < 2; round++) {
    await bench.clock.advance(30 * SECOND);
    expect((await bench.poll()).outcome).toBe('complete');
  }
}

/** Each change of what the answers showed of a job, to a state that alarms. */
function expectedTold({ cloud }: PollBench): string[] {
  const last = new Map<string, string>();
  return cloud.shown.flatMap(({ jobId, state }) => {
    const isNews = last.get(jobId) !== state;
    last.set(jobId, state);
    return isNews && (state === 'Failed' || state === 'Pause') ? [`${jobId} ${state}`] : [];
  });
}
