import { expect, it } from 'vitest';
import { WATCHDOG } from '../../../../src/core/incident/self-check.ts';
import { USUAL_POLICY } from '../../../../src/engine/context/policies.ts';
import { HOUR, MINUTE } from '../../../../src/platform/time.ts';
import { pass, startAt } from '../../../support/engine/expectation-fixture.ts';
import { IncidentFixture } from '../../../support/engine/incident-fixture.ts';
import { silence } from '../../../support/engine/people.ts';

/** What must come at 8:00 did not; it is 8:25, and a quiet time has held that until now. */
async function startMissing(): Promise<IncidentFixture> {
  const fixture = await startAt('2026-01-01T07:50:00Z');
  fixture.poll.calendar = {
    maintenanceAt: () => [],
    maintenanceAfter: () => undefined,
    quietUntil: (_severity, now) => now + HOUR,
  };
  await pass(fixture, 30 * MINUTE);
  expect(await fixture.mails()).toEqual([]);
  return fixture;
}

async function endQuiet(fixture: IncidentFixture): Promise<void> {
  fixture.poll.calendar = {
    maintenanceAt: () => [],
    maintenanceAfter: () => undefined,
    quietUntil: () => undefined,
  };
  await pass(fixture, 3 * HOUR);
}

async function events({ poll }: IncidentFixture): Promise<string[]> {
  const rows = await poll.store.read((db) => db.selectFrom('incident_event').selectAll().execute());
  return rows.map(({ kind, reason }) => `${kind} ${reason}`);
}

it('a condition that nobody is left to be notified of is given up once, and notified to a receiver that comes back', async () => {
  await using fixture = await startMissing();
  fixture.poll.receivers = ['lead'];
  await endQuiet(fixture);
  expect(await events(fixture)).toEqual(['opened job-missing', 'held quiet', 'dropped receiver-removed']);
  fixture.poll.receivers = ['oncall', 'lead'];
  await pass(fixture, 2 * HOUR);
  expect(await fixture.messages()).toMatchObject([{ kind: 'opening', receiver: 'oncall' }]);
});

it('a condition that is over, and that nobody is left to be notified of, is looked at no more', async () => {
  await using fixture = await startMissing();
  fixture.poll.receivers = ['lead'];
  fixture.poll.monitors.expectations = [];
  await pass(fixture, 5 * MINUTE);
  await endQuiet(fixture);
  const rows = await fixture.poll.store.read((db) =>
    db.selectFrom('incident').select(['state', 'due_at']).execute(),
  );
  expect(rows).toEqual([{ state: 'closed', due_at: null }]);
});

it('a condition that began and ended while it was silenced is not notified when the silence ends', async () => {
  await using fixture = await IncidentFixture.start();
  const { monitors, conditions, cloud } = fixture.poll;
  monitors.watchdog = { ...monitors.watchdog, receivers: ['oncall'] };
  conditions.set(WATCHDOG, { ...USUAL_POLICY, flapping: undefined });
  await silence(fixture, [{ key: 'target', glob: 'media' }], { length: HOUR });
  cloud.fault = () => 'fail';
  await fixture.pass(10 * MINUTE);
  cloud.fault = () => undefined;
  await fixture.pass(2 * HOUR);
  expect(await fixture.mails()).toEqual([]);
  expect(await events(fixture)).toContain('dropped silenced');
});
