import type { Resources } from './resources.ts';
import type { Config } from '../config/schema/schema.ts';
import { EvaluationStats } from '../core/incident/evaluate/evaluation-stats.ts';
import { resolveRemoved } from '../engine/resolve-vanished.ts';
import { CHANNELS } from '../channel/channels.ts';
import { engineFromConfig } from './engine-from-config.ts';
import { setSetting } from '../store/settings/settings.ts';
import { redateIncidents, touchAll } from '../store/incidents/incidents.ts';
import { type GivenUp, type PresentPlaces, redirectEntries } from '../store/outbox/redirect.ts';
import { reclaimInterrupted, releaseAll } from '../store/outbox/outbox-release.ts';
import { filtersOf } from '../tencent/job-kinds.ts';
import { registerTarget, targetIdentities } from '../store/jobs/targets.ts';
import type { Platform } from '../platform/platform.ts';

/**
 * Resumes the work of an earlier process or configuration. Claimed entries are due again, and entries that were tried
 * in vain are tried at once. A pending decision becomes a message. If its receiver is no longer configured, it is
 * given up and counted. Incidents of targets that are gone end. Nothing else may work on the store meanwhile.
 * @throws StoreFault; then nothing has changed.
 */
export async function resume(config: Config, context: Platform & { resources: Resources }): Promise<void> {
  const { resources, clock, newId } = context;
  const engine = engineFromConfig(config, { newId, links: resources.links });
  const now = clock.now();
  const { allStats, givenUp } = await resources.store.write(async (trx) => {
    for (const target of config.targets) {
      const { name, bucket, region } = target;
      const scope = JSON.stringify({ bucket, region, ...filtersOf(target) });
      await registerTarget(trx, { name, bucket, region, scope });
    }
    // This one was read well.
    await setSetting(trx, 'refused-config', undefined);
    await reclaimInterrupted(trx, now);
    const lost = await redirectEntries(trx, presentPlaces(config), { channels: OF_DESTINATIONS, now });
    for (const { name: channel } of CHANNELS) await releaseAll(trx, { channel, now });
    await redateIncidents(trx, now);
    await engine.keepPolicies(trx);
    // Rules, receivers and quiet times may be other ones than before.
    await touchAll(trx, now);
    const all: EvaluationStats[] = [];
    for (const target of await targetIdentities(trx))
      all.push(await engine.concludePoll(trx, { target, now }));
    const removed = new EvaluationStats();
    const targets = config.targets.map(({ name }) => name);
    // After the above, so that nothing new joins. The next evaluation notifies.
    await resolveRemoved(trx, targets, { now, stats: removed });
    return { allStats: [...all, removed], givenUp: lost };
  });
  for (const { suppressed } of allStats)
    for (const [reason, decisions] of suppressed) resources.metrics.poll.suppressed(reason, decisions);
  for (const lost of givenUp) reportGivenUp(lost, context);
}

/** Counts each entry as a refusal for good: that is how the outbox shows it. */
function reportGivenUp(lost: GivenUp, { log, resources }: Platform & { resources: Resources }): void {
  log.error({ ...lost }, 'notifications given up, their destination left the configuration');
  for (let entry = 0; entry < lost.entries; entry += 1)
    resources.metrics.delivery.failed(lost.channel, 'permanent');
}

/** Channels whose recipients are destinations of the configuration. */
const OF_DESTINATIONS = CHANNELS.flatMap(({ name, usualRate }) => (usualRate === undefined ? [] : [name]));

function presentPlaces({ receivers }: Config): readonly PresentPlaces[] {
  return receivers.flatMap((receiver) =>
    CHANNELS.map((channel) => ({
      channel: channel.name,
      receiver: receiver.name,
      recipients: channel.recipients(receiver),
    })),
  );
}
