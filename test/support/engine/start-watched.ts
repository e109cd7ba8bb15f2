import { WATCHDOG } from '../../../src/core/incident/self-check.ts';
import { USUAL_POLICY } from '../../../src/engine/context/policies.ts';
import { IncidentFixture, usualRule } from './incident-fixture.ts';

/** A fixture whose self-check notifies `oncall`. */
export async function startWatched(): Promise<IncidentFixture> {
  const fixture = await IncidentFixture.start([usualRule({ repeat: 'never' })]);
  const { monitors, conditions } = fixture.poll;
  monitors.watchdog = { ...monitors.watchdog, receivers: ['oncall'] };
  conditions.set(WATCHDOG, { ...USUAL_POLICY, flapping: undefined });
  return fixture;
}
