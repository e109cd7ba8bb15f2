import * as fc from 'fast-check';
import type { SilenceMatcher } from '../../../src/core/mute/silence.ts';
import { DAY, HOUR, MINUTE, SECOND, type Duration } from '../../../src/platform/time.ts';

/** An event of a night. Jobs are few, so that they meet in incidents. `job` −1 is all of them. */
export type Step =
  | { do: 'set'; job: number; state: string; code: string }
  | { do: 'pass'; span: Duration }
  | { do: 'flip'; job: number; times: number }
  | { do: 'silence'; span: Duration; job: number; from: Duration }
  | { do: 'quiet'; span: Duration }
  | { do: 'maintenance'; span: Duration; job: number }
  | { do: 'acknowledge' }
  | { do: 'close' }
  | { do: 'restart' }
  | { do: 'mail'; is: 'down' | 'up' }
  | { do: 'receivers'; names: readonly string[] }
  | { do: 'rename' }
  | { do: 'clock'; by: Duration }
  | { do: 'cloud'; is: 'down' | 'up' }
  /** The last mail is refused for good. */
  | { do: 'refuse' }
  /** From now on a job is expected every half hour. */
  | { do: 'expect' }
  | { do: 'mute'; of: SilenceMatcher; span: Duration; from: Duration };

/** Events beside the jobs, the people and the restarts of every night. */
export interface Kind {
  /** The mail server goes and comes. */
  outages?: boolean;
  /** Receivers are taken out of the configuration, and come back; rules get another name. */
  reloader?: boolean;
  /** The clock is set. */
  clocks?: boolean;
  /** The watching itself has trouble; silences cover it, other things, or nothing yet. */
  conditions?: boolean;
}

/** All receivers. */
export const RECEIVERS = ['oncall', 'lead', 'boss'] as const;

export function steps(kind: Kind): fc.Arbitrary<readonly Step[]> {
  const step = fc.oneof(
    ...ALWAYS,
    ...(kind.outages === true ? OUTAGES : []),
    ...(kind.reloader === true ? RELOADS : []),
    ...(kind.clocks === true ? CLOCKS : []),
    ...(kind.conditions === true ? CONDITIONS : []),
  );
  const happening = fc.array(step, { minLength: 6, maxLength: 35 });
  if (kind.conditions !== true) return happening;
  return fc.tuple(TROUBLES, happening).map(([trouble, then]) => [...trouble, ...then]);
}

type Weighted = fc.WeightedArbitrary<Step>;

const job = fc.integer({ min: 0, max: 5 });
const anyOrAll = fc.integer({ min: -1, max: 5 });
const span = fc.constantFrom(5 * MINUTE, 30 * MINUTE);
// Alarms more often than in life.
const state = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('Submitted', 'Running', 'Pause', 'Failed', 'Success', 'Cancel') },
  { weight: 2, arbitrary: fc.constantFrom('Pause', 'Pause', 'Running', 'Failed') },
);

const ALWAYS: readonly Weighted[] = [
  {
    weight: 10,
    arbitrary: fc.record({ do: fc.constant('set'), job, state, code: fc.constantFrom('A', 'B') }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('pass'),
      span: fc.constantFrom(30 * SECOND, MINUTE, 3 * MINUTE, 7 * MINUTE, 20 * MINUTE),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('flip'), job, times: fc.constantFrom(3, 6, 9) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('silence'),
      span,
      job: anyOrAll,
      from: fc.constantFrom(0, 0, 10 * MINUTE),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('quiet'), span }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('maintenance'), span, job: anyOrAll }) },
  { weight: 3, arbitrary: fc.constantFrom({ do: 'acknowledge' }, { do: 'close' }, { do: 'restart' }) },
];

const OUTAGES: readonly Weighted[] = [
  { weight: 2, arbitrary: fc.record({ do: fc.constant('mail'), is: fc.constantFrom('down', 'up') }) },
];

const RELOADS: readonly Weighted[] = [
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('receivers'), names: fc.subarray([...RECEIVERS]) }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'rename' }) },
];

const CLOCKS: readonly Weighted[] = [
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('clock'),
      by: fc.constantFrom(-6 * HOUR, -10 * MINUTE, 10 * MINUTE, 6 * HOUR),
    }),
  },
];

/** Each with the time until it notifies. */
const TROUBLES = fc.constantFrom<(readonly Step[])[]>(
  [
    { do: 'cloud', is: 'down' },
    { do: 'pass', span: 7 * MINUTE },
  ],
  [{ do: 'expect' }, { do: 'pass', span: 20 * MINUTE }],
  [{ do: 'set', job: 1, state: 'Pause', code: 'A' }, { do: 'refuse' }, { do: 'pass', span: MINUTE }],
);

const CONDITIONS: readonly Weighted[] = [
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('cloud'), is: fc.constantFrom('down', 'up') }),
  },
  { weight: 3, arbitrary: fc.constantFrom({ do: 'refuse' }, { do: 'refuse' }, { do: 'expect' }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('mute'),
      of: fc.constantFrom<SilenceMatcher[]>(
        { key: 'target', glob: 'elsewhere' },
        { key: 'severity', glob: 'critical' },
        { key: 'rule', glob: 'watchdog' },
      ),
      span,
      from: fc.constantFrom(0, 0, 10 * MINUTE, DAY),
    }),
  },
];
