import { USUAL_POLICY } from '../../../src/engine/context/policies.ts';
import { WATCHDOG } from '../../../src/core/incident/self-check.ts';
import { addNotification } from '../../../src/store/outbox/notifications.ts';
import { MINUTE } from '../../../src/platform/time.ts';
import { nightly } from './expectation-fixture.ts';
import { IncidentFixture, usualRule } from './incident-fixture.ts';
import { sampleMessage } from '../mail/sample-message.ts';
import { byMail } from '../outbox/by-mail.ts';

/** Ways to bring about an incident that is about no job and lasts; each notifies `oncall`. */
export const STANDING_CONDITIONS: Readonly<Record<string, (fixture: IncidentFixture) => Promise<void>>> = {
  'polling failed': async ({ poll }) => {
    poll.cloud.fault = () => 'fail';
    for (let failed = 0; failed < 5; failed += 1) await poll.poll();
  },
  'undeliverable mail': async ({ poll }) => {
    const { store, clock } = poll;
    await store.write(async (trx) => {
      const message = sampleMessage({ recipients: ['lead@example.com'], messageId: '<dead@example.com>' });
      await addNotification(trx, { message, to: byMail(message), detectedAt: clock.now() });
      const dead = { state: 'dead' as const, offered: 1, settled_at: clock.now() };
      await trx.updateTable('outbox').set(dead).execute();
    });
    await clock.advance(MINUTE);
    await poll.evaluate();
  },
  'a missing job': async ({ poll }) => {
    poll.cloud.skew = 0;
    poll.monitors.expectations = [nightly()];
    await poll.poll();
    await poll.clock.advance(Date.parse('2024-06-27T08:16:00Z') - poll.clock.now());
    await poll.poll();
  },
};

/** A fixture with nothing wrong yet, whose conditions notify `oncall` as they do unless configured otherwise. */
export async function startUsual(): Promise<IncidentFixture> {
  const fixture = await IncidentFixture.start([usualRule()], { memory: true });
  const { monitors, conditions } = fixture.poll;
  monitors.watchdog = { ...monitors.watchdog, receivers: ['oncall'] };
  for (const name of [WATCHDOG, 'nightly']) conditions.set(name, { ...USUAL_POLICY, groupInterval: 0 });
  return fixture;
}
