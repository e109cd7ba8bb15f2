import * as fc from 'fast-check';
import { DAY, HOUR, MINUTE, SECOND, type Duration } from '../../../src/platform/time.ts';
import type { ListFault } from '../poll/scripted-cloud.ts';

/** Events of a cloud, its jobs, the clocks and the program, in this order. */
export interface History {
  pageSize: number;
  skew: Duration;
  /** Created before the first step. */
  jobs: readonly Change[];
  steps: readonly Step[];
}

export type Step =
  | Change
  | { do: 'wait'; span: Duration }
  | { do: 'restart' }
  /** As many as it takes until what is not listed has vanished. */
  | { do: 'good-polls' }
  | { do: 'set-clock'; whose: 'ours' | 'server'; by: Duration }
  | {
      do: 'poll';
      /** By the number of the request. */
      faults: readonly (ListFault | undefined)[];
      /** Of the requests that look for certain jobs, whatever their number. */
      lookUpFault: ListFault | undefined;
      /** Between pages: after the answer with this number. */
      meanwhile: readonly { after: number; change: Change }[];
    };

/** `age`: how long the service hid the new job from its lists. `job` and `choice` are taken modulo what there is. */
export type Change =
  | { do: 'create'; state: string; age: Duration }
  | { do: 'move'; job: number; choice: number }
  /** The service lists the job no more, or all such jobs again, as they were. */
  | { do: 'hide'; job: number }
  | { do: 'show' };

const create = fc.record({
  do: fc.constant('create' as const),
  state: fc.constantFrom('Submitted', 'Running', 'Success', 'Failed', 'Pause', 'Cancel'),
  age: fc.integer({ min: 0, max: 4 * MINUTE }),
});
const move = fc.record({ do: fc.constant('move' as const), job: fc.nat(99), choice: fc.nat(99) });

const hide = fc.record({ do: fc.constant('hide' as const), job: fc.nat(99) });
const show = fc.constant({ do: 'show' as const });

const stale: fc.Arbitrary<ListFault> = fc.oneof(
  fc.record({ lagBy: fc.constantFrom(SECOND, 10 * SECOND, MINUTE, 3 * MINUTE) }),
  fc.record({ cached: fc.nat(99) }),
);

const fault = fc.oneof(
  { weight: 7, arbitrary: fc.constant(undefined) },
  {
    weight: 5,
    arbitrary: fc.constantFrom<ListFault>('fail', 'lose-token', 'repeat-token', 'duplicate', 'reorder'),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom<ListFault>('other-layout', 'error-in-response', 'odd-row'),
  },
  {
    weight: 1,
    arbitrary: fc.nat(9_999).map((share) => ({ truncateTo: share / 10_000 })),
  },
  { weight: 3, arbitrary: stale },
);

const poll = fc.record({
  do: fc.constant('poll' as const),
  faults: fc.array(fault, { maxLength: 6 }),
  lookUpFault: fc.option(stale, { nil: undefined, freq: 1 }),
  meanwhile: fc.array(fc.record({ after: fc.nat(6), change: fc.oneof(create, move) }), { maxLength: 2 }),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: create },
  { weight: 7, arbitrary: move },
  { weight: 2, arbitrary: hide },
  { weight: 2, arbitrary: show },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      span: fc.constantFrom(SECOND, 30 * SECOND, 20 * MINUTE, 5 * HOUR, 2 * DAY),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'restart' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('set-clock' as const),
      whose: fc.constantFrom('ours' as const, 'server' as const),
      by: fc.constantFrom(-20 * HOUR, -3 * HOUR, -MINUTE, MINUTE, 3 * HOUR, 20 * HOUR),
    }),
  },
  { weight: 6, arbitrary: poll },
  { weight: 1, arbitrary: fc.constant({ do: 'good-polls' as const }) },
);

export const histories: fc.Arbitrary<History> = fc.record({
  pageSize: fc.integer({ min: 2, max: 5 }),
  skew: fc.integer({ min: -12 * HOUR, max: 12 * HOUR }),
  jobs: fc.array(create, { maxLength: 8 }),
  steps: fc.array(step, { minLength: 5, maxLength: 40, size: 'max' }),
});
