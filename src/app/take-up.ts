import type { Base } from './base.ts';
import type { Config } from '../config/schema/schema.ts';
import { Tally } from '../engine/base/context.ts';
import { resolveRemoved } from '../engine/resolve-vanished.ts';
import { REFUSED_CONFIG } from '../core/incident/self-check.ts';
import { createIncidentDesk, EMAIL } from './parts.ts';
import { keepFact } from '../store/settings/facts.ts';
import { redateIncidents, touchAll } from '../store/incidents/incidents.ts';
import { reclaimInterrupted, releaseAll } from '../store/outbox/outbox-release.ts';
import { registerTarget, targetIdentities } from '../store/jobs/targets.ts';
import type { Surroundings } from '../platform/surroundings.ts';

/**
 * Takes up what an earlier process or configuration left: what it had claimed is due again, what it had tried in
 * vain is tried at once, and what it had decided but not yet made into a message becomes one, or is given up
 * and counted, for its receiver is no longer configured. Incidents of targets that are gone end. Nothing else may
 * work on the store meanwhile.
 * @throws StoreFault; then nothing has changed.
 */
export async function takeUp(
  config: Config,
  { base, clock, newId }: Surroundings & { base: Base },
): Promise<void> {
  const desk = createIncidentDesk(config, { newId, links: base.links });
  const now = clock.now();
  const tallies = await base.store.write(async (trx) => {
    for (const { name, bucket, region, jobs } of config.targets) {
      await registerTarget(trx, { name, bucket, region, scope: JSON.stringify({ bucket, region, jobs }) });
    }
    // This one was read well.
    await keepFact(trx, REFUSED_CONFIG, undefined);
    await reclaimInterrupted(trx, now);
    await releaseAll(trx, { channel: EMAIL, now });
    await redateIncidents(trx, now);
    await desk.keepPolicies(trx);
    // Rules, receivers and quiet times may be other ones than before.
    await touchAll(trx, now);
    const all: Tally[] = [];
    for (const target of await targetIdentities(trx)) all.push(await desk.concludePoll(trx, { target, now }));
    const removed = new Tally();
    const targets = config.targets.map(({ name }) => name);
    // After the above, so that nothing new joins. It is told when the incidents are tended, in a moment.
    await resolveRemoved(trx, targets, { now, tally: removed });
    return [...all, removed];
  });
  for (const { suppressed } of tallies)
    for (const [reason, decisions] of suppressed) base.metrics.watch.suppressed(reason, decisions);
}
