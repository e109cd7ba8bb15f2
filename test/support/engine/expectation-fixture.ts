import { occurrencesBetween } from '../../../src/platform/cron/occurrences.ts';
import { USUAL_POLICY } from '../../../src/engine/context/policies.ts';
import type { Expectation } from '../../../src/engine/context/monitors.ts';
import { DAY, HOUR, MINUTE, SECOND, type Duration } from '../../../src/platform/time.ts';
import { IncidentFixture } from './incident-fixture.ts';
import { NOTIFY_ALARMS } from '../poll/poll-fixture.ts';

/** A job that must come at 8:00 and succeed by 11:00. */
export function nightly(changes: Partial<Expectation> & { zone?: string; cron?: string } = {}): Expectation {
  const { zone: timezone = 'UTC', cron: expression = '0 8 * * *', ...rest } = changes;
  return {
    name: 'nightly',
    target: 'media',
    jobName: 'nightly-*',
    schedule: `${expression} ${timezone}`,
    occurrences: (after, until) => occurrencesBetween({ expression, timezone, after, until }),
    createdWithin: 15 * MINUTE,
    successWithin: 3 * HOUR,
    closeAfter: 7 * DAY,
    receivers: ['oncall'],
    severity: 'critical',
    ...rest,
  };
}

/** It is `at`; the expectation is known from now on. */
export async function startAt(at: string, expectation: Expectation = nightly()): Promise<IncidentFixture> {
  const fixture = await IncidentFixture.start([
    { ...NOTIFY_ALARMS, match: { ...NOTIFY_ALARMS.match, states: [] } },
  ]);
  fixture.poll.conditions.set('nightly', { ...USUAL_POLICY, groupInterval: 0 });
  fixture.poll.clock.setNow(Date.parse(at));
  // The service's clock is right, too.
  fixture.poll.cloud.skew = 0;
  fixture.poll.monitors.expectations = [expectation];
  await fixture.pass(MINUTE);
  return fixture;
}

/** Lets time pass in steps of five minutes. */
export async function pass(fixture: IncidentFixture, span: Duration): Promise<void> {
  const { poll } = fixture;
  for (let passed = 0; passed < span; passed += 5 * MINUTE) {
    await poll.clock.advance(5 * MINUTE - SECOND);
    await poll.evaluate();
    await poll.clock.advance(SECOND);
    await poll.poll();
  }
}

/** A job of the name that is expected. */
export const run = (state: string) => ({ state, name: 'nightly-transcode' });

/** The times that came due, with what became of each: `08:05 met`. */
export async function occurrences({ poll }: IncidentFixture): Promise<string[]> {
  const rows = await poll.store.read((db) =>
    db.selectFrom('occurrence').selectAll().orderBy('due_at').execute(),
  );
  return rows.map(({ due_at, state }) => `${new Date(due_at).toISOString().slice(11, 16)} ${state}`);
}
