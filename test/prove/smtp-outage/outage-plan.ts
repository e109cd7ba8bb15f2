import * as fc from 'fast-check';
import { OUTAGE_KINDS, type OutageKind } from './outage-kinds.ts';

/** One kind of outage, and the restart in its midst, if there is one. */
export interface OutageStep {
  kind: OutageKind;
  restart?: Restart | undefined;
}

interface Restart {
  signal: 'SIGKILL' | 'SIGTERM';
  /** Time since the program met the kind, in milliseconds. */
  after: number;
}

/** `kinds` of the kinds, once each, in an order of the seed's; `restarts` of them with a restart. */
export function planOutage(options: {
  seed: number;
  kinds: number;
  restarts: number;
  signals: readonly Restart['signal'][];
}): readonly OutageStep[] {
  const count = options.kinds;
  const all = { minLength: count, maxLength: count };
  const restart = fc.record({ signal: fc.constantFrom(...options.signals), after: fc.nat({ max: 200 }) });
  const plan = fc.record({
    kinds: fc.shuffledSubarray([...OUTAGE_KINDS], all),
    ranks: fc.shuffledSubarray([...OUTAGE_KINDS.slice(0, count).keys()], all),
    restarts: fc.array(restart, all),
  });
  const [drawn] = fc.sample(plan, { seed: options.seed, numRuns: 1 });
  return (drawn?.kinds ?? []).map((kind, index) => ({
    kind,
    restart: (drawn?.ranks[index] ?? count) < options.restarts ? drawn?.restarts[index] : undefined,
  }));
}
