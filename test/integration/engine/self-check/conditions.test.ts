import { expect, it } from 'vitest';
import { WATCHDOG } from '../../../../src/core/incident/self-check.ts';
import { USUAL_POLICY } from '../../../../src/engine/base/policies.ts';
import { HOUR, MINUTE } from '../../../../src/platform/time.ts';
import { pass, startAt } from '../../../support/expectation-bench.ts';
import { IncidentBench } from '../../../support/incident-bench.ts';
import { silence } from '../../../support/people.ts';

/** What must come at 8:00 did not; it is 8:25, and a quiet time has held that until now. */
async function startMissing(): Promise<IncidentBench> {
  const bench = await startAt('2026-01-01T07:50:00Z');
  bench.poll.calendar = {
    maintenanceAt: () => [],
    maintenanceAfter: () => undefined,
    quietUntil: (_severity, now) => now + HOUR,
  };
  await pass(bench, 30 * MINUTE);
  expect(await bench.mails()).toEqual([]);
  return bench;
}

async function endQuiet(bench: IncidentBench): Promise<void> {
  bench.poll.calendar = {
    maintenanceAt: () => [],
    maintenanceAfter: () => undefined,
    quietUntil: () => undefined,
  };
  await pass(bench, 3 * HOUR);
}

async function events({ poll }: IncidentBench): Promise<string[]> {
  const rows = await poll.store.read((db) => db.selectFrom('incident_event').selectAll().execute());
  return rows.map(({ kind, reason }) => `${kind} ${reason}`);
}

it('a condition that nobody is left to be told of is given up once, and told to who comes back', async () => {
  await using bench = await startMissing();
  bench.poll.receivers = ['lead'];
  await endQuiet(bench);
  expect(await events(bench)).toEqual(['opened job-missing', 'held quiet', 'dropped receiver-removed']);
  bench.poll.receivers = ['oncall', 'lead'];
  await pass(bench, 2 * HOUR);
  expect(await bench.messages()).toMatchObject([{ kind: 'opening', receiver: 'oncall' }]);
});

it('a condition that is over, and that nobody is left to be told of, is looked at no more', async () => {
  await using bench = await startMissing();
  bench.poll.receivers = ['lead'];
  bench.poll.watchers.expectations = [];
  await pass(bench, 5 * MINUTE);
  await endQuiet(bench);
  const rows = await bench.poll.store.read((db) =>
    db.selectFrom('incident').select(['state', 'due_at']).execute(),
  );
  expect(rows).toEqual([{ state: 'closed', due_at: null }]);
});

it('a condition that began and ended while it was silenced is not told when the silence ends', async () => {
  await using bench = await IncidentBench.start();
  const { watchers, conditions, cloud } = bench.poll;
  watchers.watchdog = { ...watchers.watchdog, receivers: ['oncall'] };
  conditions.set(WATCHDOG, { ...USUAL_POLICY, flapping: undefined });
  await silence(bench, [{ key: 'target', glob: 'media' }], { length: HOUR });
  cloud.fault = () => 'fail';
  await bench.pass(10 * MINUTE);
  cloud.fault = () => undefined;
  await bench.pass(2 * HOUR);
  expect(await bench.mails()).toEqual([]);
  expect(await events(bench)).toContain('dropped silenced');
});
