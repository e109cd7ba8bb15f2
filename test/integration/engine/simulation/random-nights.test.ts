import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rule } from '../../../../src/core/rule/rule.ts';
import { renderSummary } from '../../../../src/render/content/render-subject.ts';
import { judge } from '../../../support/random-night/judge.ts';
import { Simulation } from '../../../support/random-night/simulation.ts';
import { rules } from '../../../support/random-night/policies.ts';
import { steps, type Kind, type Step } from '../../../support/random-night/step.ts';
import { expectSame } from '../../../support/engine/replayed.ts';

const { RUNS, SHRINK } = process.env;

/** `RUNS=300` tries more nights than these few. `SHRINK=1` looks for the shortest night that breaks a law. */
const OPTIONS = {
  numRuns: Number(RUNS ?? 5),
  endOnFailure: SHRINK === undefined,
};
const SLOW = 3_600_000;

const OUTAGES: Kind = { outages: true };
const CONDITIONS: Kind = { ...OUTAGES, conditions: true };

describe('whatever happens in a night', () => {
  it.each<[string, Kind]>([
    ['jobs, people and restarts', {}],
    ['a mail server that goes and comes', OUTAGES],
    ['a clock that is set', { ...OUTAGES, clocks: true }],
    ['receivers and rules that change', { ...OUTAGES, reloader: true }],
    ['trouble with the watching itself', CONDITIONS],
  ])(
    'the laws of incidents hold: %s',
    async (_what, kind) => {
      await fc.assert(
        fc.asyncProperty(steps(kind), rules, async (happening, rule) => {
          await using simulation = await Simulation.live(happening, rule);
          expect(await judge(simulation, kind)).toEqual([]);
        }),
        OPTIONS,
      );
    },
    SLOW,
  );

  it(
    'restarts change no notification',
    async () => {
      await fc.assert(
        fc.asyncProperty(steps(CONDITIONS), rules, async (happening, rule) => {
          const undisturbed = happening.filter((step) => step.do !== 'restart');
          const restarted = undisturbed.flatMap((step) => [step, { do: 'restart' as const }]);
          expect(await notified(restarted, rule)).toEqual(await notified(undisturbed, rule));
        }),
        { ...OPTIONS, numRuns: Math.ceil(OPTIONS.numRuns / 3) },
      );
    },
    SLOW,
  );

  it(
    'a replay notifies as the night did',
    async () => {
      await fc.assert(
        fc.asyncProperty(steps({ conditions: true }), rules, async (happening, rule) => {
          await using simulation = await Simulation.live(happening, rule);
          const messages = await simulation.fixture.messages();
          // A replay knows nothing of what is wrong with the watching itself.
          if (messages.some(({ story }) => story?.condition === undefined))
            await expectSame(simulation.fixture);
        }),
        OPTIONS,
      );
    },
    SLOW,
  );
});

async function notified(happening: readonly Step[], rule: Rule): Promise<string[]> {
  await using simulation = await Simulation.live(happening, rule);
  return (await simulation.fixture.messages()).map(
    (message) => `${message.createdAt} ${message.receiver} ${message.kind} ${renderSummary(message)}`,
  );
}
