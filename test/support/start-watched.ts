import { WATCHDOG } from '../../src/core/incident/self-check.ts';
import { USUAL_POLICY } from '../../src/engine/base/policies.ts';
import { IncidentBench, usualRule } from './incident-bench.ts';

/** A bench whose watchdog tells `oncall` of its own trouble. */
export async function startWatched(): Promise<IncidentBench> {
  const bench = await IncidentBench.start([usualRule({ repeat: 'never' })]);
  const { watchers, conditions } = bench.poll;
  watchers.watchdog = { ...watchers.watchdog, receivers: ['oncall'] };
  conditions.set(WATCHDOG, { ...USUAL_POLICY, flapping: undefined });
  return bench;
}
