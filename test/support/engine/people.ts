import type { SilenceMatcher } from '../../../src/core/mute/silence.ts';
import { acknowledgeIncident, closeManually } from '../../../src/actions/incident-actions.ts';
import type { StoredIncident } from '../../../src/store/incidents/incidents.ts';
import { addSilence } from '../../../src/store/incidents/silences.ts';
import type { Duration } from '../../../src/platform/time.ts';
import type { IncidentFixture } from './incident-fixture.ts';

/** People's actions on the incidents of a fixture, as the commands do them. */

export async function incidents({ poll }: IncidentFixture): Promise<StoredIncident[]> {
  return await poll.store.read((db) => db.selectFrom('incident').selectAll().orderBy('id').execute());
}

/** Alice has all of them. */
export async function acknowledgeAll(fixture: IncidentFixture): Promise<void> {
  const action = { at: fixture.poll.clock.now(), by: 'alice', comment: '' };
  for (const { public_id: id } of await incidents(fixture))
    await fixture.poll.store.write((trx) => acknowledgeIncident(trx, id, action));
}

export async function closeAll(fixture: IncidentFixture): Promise<void> {
  const action = { at: fixture.poll.clock.now(), by: 'alice', comment: 'known' };
  for (const { public_id: id } of await incidents(fixture))
    await fixture.poll.store.write((trx) => closeManually(trx, id, action));
}

/** @returns the silence's id. */
export async function silence(
  { poll }: IncidentFixture,
  matchers: readonly SilenceMatcher[],
  { from = 0, length }: { from?: Duration; length: Duration },
): Promise<number> {
  const now = poll.clock.now();
  const span = { from: now + from, until: now + from + length };
  const said = { author: 'alice', comment: '', createdAt: now };
  return await poll.store.write((trx) => addSilence(trx, { matchers, ...span, ...said }));
}

/** Why pending decisions are held, counted. */
export async function held({ poll }: IncidentFixture): Promise<Record<string, number>> {
  const rows = await poll.store.read((db) =>
    db
      .selectFrom('decision')
      .select(({ fn }) => ['held', fn.countAll<number>().as('times')])
      .where('held', 'is not', null)
      .groupBy('held')
      .execute(),
  );
  return Object.fromEntries(rows.map(({ held: reason, times }) => [reason, times]));
}
