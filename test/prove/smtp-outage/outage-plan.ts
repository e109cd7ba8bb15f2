import * as fc from 'fast-check';
import { OUTAGE_KINDS, type OutageKind } from './outage-kinds.ts';

/** One kind of outage, and the restart in its midst, if there is one. */
export interface OutageStep {
  readonly kind: OutageKind;
  readonly restart?: Restart | undefined;
}

interface Restart {
  readonly signal: 'SIGKILL' | 'SIGTERM';
  /** How long after the kind was met, in milliseconds. */
  readonly after: number;
}

/** Every kind once, in an order of the seed's; `restarts` of them, of the seed's choice, with a restart. */
export function planOutage(options: {
  readonly seed: number;
  readonly restarts: number;
  readonly signals: readonly Restart['signal'][];
}): readonly OutageStep[] {
  const count = OUTAGE_KINDS.length;
  const all = { minLength: count, maxLength: count };
  const restart = fc.record({ signal: fc.constantFrom(...options.signals), after: fc.nat({ max: 200 }) });
  const plan = fc.record({
    kinds: fc.shuffledSubarray([...OUTAGE_KINDS], all),
    ranks: fc.shuffledSubarray([...OUTAGE_KINDS.keys()], all),
    restarts: fc.array(restart, all),
  });
  const [drawn] = fc.sample(plan, { seed: options.seed, numRuns: 1 });
  return (drawn?.kinds ?? []).map((kind, index) => ({
    kind,
    restart: (drawn?.ranks[index] ?? count) < options.restarts ? drawn?.restarts[index] : undefined,
  }));
}
