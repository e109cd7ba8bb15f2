import * as fc from 'fast-check';
import { type Way, WAYS } from '../channels/destinations.ts';
import { LIVE_POINTS, SCHEMA_VERSION, START_POINTS, type KillPoint } from './kill-point.ts';
import { thinned } from './thinned.ts';
import { CHANGES, type Change } from './working-jobs.ts';

/** One life that is to end at `point`. */
export interface PlannedLife {
  point: KillPoint;
  /** Changes of the jobs before it starts … */
  before: readonly Change[];
  /** … and as soon as it listens. */
  during: readonly Change[];
}

/** A series of kills on one store. */
export interface Plan {
  /** The schema that the store has when the first process finds it; 0 when there is no store. */
  schema: number;
  /** In the first starts, until the schema is up to date. */
  starts: readonly KillPoint[];
  lives: readonly PlannedLife[];
  /** The ways over HTTP that are used beside mail. */
  ways: readonly Way[];
}

/** Every point once, the live ones in any order; a counter-example leaves out as many as it can. */
export const plans: fc.Arbitrary<Plan> = fc
  .record({
    kept: thinned(LIVE_POINTS.length),
    keptStarts: thinned(START_POINTS.length),
    keptWays: thinned(WAYS.length),
    // Half of all series begin without a store, however many schemas there are.
    schema: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: SCHEMA_VERSION - 1 })),
    order: fc.shuffledSubarray([...LIVE_POINTS], { minLength: LIVE_POINTS.length }),
    lives: fc.array(
      fc.record({
        time: fc.integer({ min: 1, max: 3 }),
        fraction: fc.double({ min: 0, max: 1, noNaN: true }),
        before: fc.array(fc.constantFrom(...CHANGES), { maxLength: 5 }),
        during: fc.array(fc.constantFrom(...CHANGES), { maxLength: 3 }),
      }),
      { minLength: LIVE_POINTS.length, maxLength: LIVE_POINTS.length },
    ),
  })
  .map(({ kept, keptStarts, keptWays, schema, order, lives }) => ({
    schema,
    ways: keptWays.flatMap((index) => WAYS[index] ?? []),
    starts: START_POINTS.filter(
      ({ schemaAfter }, index) => schemaAfter > schema && keptStarts.includes(index),
    ),
    lives: order.flatMap((toPoint, index) => {
      const life = lives[index];
      return life === undefined || !kept.includes(index) ? [] : [{ ...life, point: toPoint(life) }];
    }),
  }));

/** For people: one line per start. */
export function describePlan({ schema, starts, lives, ways }: Plan): string {
  const lines = [
    ['by mail', ...ways.map(({ name }) => name)].join(', '),
    schema === 0 ? 'no store' : `a store with schema ${schema}`,
    ...starts.map((point) => describePoint(point)),
    ...lives.map(
      ({ point, before, during }) =>
        `${describePoint(point)}; before it ${before.join(', ')}; during it ${during.join(', ')}`,
    ),
    'a last start, undisturbed',
  ];
  return lines.map((line) => `  ${line}`).join('\n');
}

function describePoint({ name, moment }: KillPoint): string {
  return `killed ${name} (${JSON.stringify(moment)})`;
}
