import type { SilenceMatcher } from '../../src/core/mute/silence.ts';
import { acknowledgeIncident, closeByHand } from '../../src/store/incidents/incident-actions.ts';
import type { StoredIncident } from '../../src/store/incidents/incidents.ts';
import { addSilence } from '../../src/store/incidents/silences.ts';
import type { Duration } from '../../src/platform/time.ts';
import type { IncidentBench } from './incident-bench.ts';

/** What people do to the incidents of a bench, as the commands do it. */

export async function incidents({ poll }: IncidentBench): Promise<StoredIncident[]> {
  return await poll.store.read((db) => db.selectFrom('incident').selectAll().orderBy('id').execute());
}

/** Alice has all of them. */
export async function acknowledgeAll(bench: IncidentBench): Promise<void> {
  const deed = { at: bench.poll.clock.now(), by: 'alice', comment: '' };
  for (const incident of await incidents(bench))
    await bench.poll.store.write((trx) => acknowledgeIncident(trx, incident, deed));
}

export async function closeAll(bench: IncidentBench): Promise<void> {
  const deed = { at: bench.poll.clock.now(), by: 'alice', comment: 'known' };
  for (const incident of await incidents(bench))
    await bench.poll.store.write((trx) => closeByHand(trx, incident, deed));
}

/** @returns the silence's id. */
export async function silence(
  { poll }: IncidentBench,
  matchers: readonly SilenceMatcher[],
  { from = 0, length }: { from?: Duration; length: Duration },
): Promise<number> {
  const now = poll.clock.now();
  const span = { from: now + from, until: now + from + length };
  const said = { author: 'alice', comment: '', createdAt: now };
  return await poll.store.write((trx) => addSilence(trx, { matchers, ...span, ...said }));
}

/** Why what is not told yet is held, counted. */
export async function held({ poll }: IncidentBench): Promise<Record<string, number>> {
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
