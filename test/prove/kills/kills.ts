import * as fc from 'fast-check';
import { oftenStarted } from '../often-started.ts';
import type { Effort, Outcome, Proof } from '../proof.ts';
import { describePlan, plans, type Plan } from './plan.ts';
import { runSeries } from './series.ts';
import { KillCounts } from './kill-counts.ts';

/** The program is killed, again and again, and started again on the store it left. */
export const kills: Proof = {
  id: 'P1',
  what: 'SIGKILL at named points and at random moments',
  goal: '0 lost in ≥ 2,000 kills (quick: 100); ≤ 1 duplicate a kill, only between 250 and its record, with the same Message-ID',
  run: proveKills,
};

const KILLS = { quick: 100, full: 2_000 } as const;

/** Series at a time, each with a store, a cloud and a mail server of its own. */
const LANES = 2;

async function proveKills(effort: Effort): Promise<Outcome> {
  const trial = new Trial(effort);
  const lanes = await Promise.all(Array.from({ length: LANES }, (_, lane) => trial.run(effort.seed + lane)));
  const counterExample = lanes.find((found) => found !== undefined);
  const { counts } = trial;
  const { unreached } = counts;
  const verdict =
    counterExample === undefined
      ? ', all of a mail not recorded yet, with the same Message-ID; 0 lost'
      : '; not all was well';
  return {
    held: counterExample === undefined && unreached.length === 0 && counts.kills >= KILLS[effort.mode],
    reached: `${counts.toText()}${verdict}`,
    counterExample:
      counterExample ?? (unreached.length > 0 ? `never killed: ${unreached.join(', ')}` : undefined),
  };
}

/** The longest search for a smaller counter-example. */
const SHRINK_MS = 60_000;

class Trial {
  readonly counts = new KillCounts();
  readonly #effort: Effort;
  /** Kills of series that have begun, as far as they did not fail to happen. */
  #begun = 0;
  #shrinkUntil: number | undefined;

  constructor(effort: Effort) {
    this.#effort = effort;
  }

  /** Runs series after series until there were enough kills; returns the counter-example, if there is one. */
  async run(seed: number): Promise<string | undefined> {
    let lastFault = '';
    let isFailing = false;
    const property = fc.asyncProperty(plans, async (plan) => {
      if (this.#isEnough(isFailing)) return;
      const fault = await this.#try(plan);
      if (fault === undefined) return;
      isFailing = true;
      lastFault = fault;
      this.#shrinkUntil ??= performance.now() + SHRINK_MS;
      throw new Error(fault);
    });
    const { counterexample } = await fc.check(property, { seed, numRuns: KILLS[this.#effort.mode] });
    return counterexample === null ? undefined : `${lastFault}\n${describePlan(counterexample[0])}`;
  }

  #isEnough(isFailing: boolean): boolean {
    if (this.#shrinkUntil === undefined) return this.#begun >= KILLS[this.#effort.mode];
    return !isFailing || performance.now() > this.#shrinkUntil;
  }

  async #try(plan: Plan): Promise<string | undefined> {
    const { say } = this.#effort;
    const planned = plan.starts.length + plan.lives.length;
    this.#begun += planned;
    const result = await runSeries(plan, oftenStarted(this.#effort)).catch((error: unknown) => String(error));
    // The program ended by itself, or did not start on the store it had left.
    if (typeof result === 'string') return result;
    this.#begun -= planned - result.lives.filter(({ isKilled }) => isKilled).length;
    // While a counter-example is made smaller, its kills are no new ones.
    if (this.#shrinkUntil === undefined) {
      this.counts.add(result);
      say(this.counts.toText());
    }
    return result.fault;
  }
}
