import type { Resources } from './resources.ts';
import type { Config } from '../config/schema/schema.ts';
import { EvaluationStats } from '../core/incident/evaluate/evaluation-stats.ts';
import { resolveRemoved } from '../engine/resolve-vanished.ts';
import { CHANNELS } from '../channel/channels.ts';
import { engineFromConfig } from './engine-from-config.ts';
import { setSetting } from '../store/settings/settings.ts';
import { redateIncidents, touchAll } from '../store/incidents/incidents.ts';
import { type GivenUp, type PresentPlaces, redirectEntries } from '../store/outbox/redirect.ts';
import {
  leftLanes,
  type PresentLanes,
  reclaimLeft,
  type Unserved,
  unservedChannels,
} from '../store/outbox/left-lanes.ts';
import { reclaimInterrupted, releaseAll } from '../store/outbox/outbox-release.ts';
import { filtersOf } from '../tencent/job-kinds.ts';
import { registerTarget, targetIdentities } from '../store/jobs/targets.ts';
import type { WriteTransaction } from '../store/database.ts';
import type { Lane } from '../store/outbox/lane.ts';
import type { Store } from '../store/store.ts';
import type { Instant } from '../platform/time.ts';
import type { Platform } from '../platform/platform.ts';

type ResumeContext = Platform & { resources: Resources };

/**
 * Takes up a configuration: registers its targets and, where no other process can open the store, resumes the work of an
 * earlier process or configuration. Nothing else of this process may work on the store meanwhile. Replicas resume the
 * work of a lease when they come to hold it.
 * @throws StoreFault; then nothing has changed.
 */
export async function resume(config: Config, context: ResumeContext): Promise<void> {
  const { store, leases } = context.resources;
  const now = context.clock.now();
  const resumed = await store.write(async (trx) => {
    for (const target of config.targets) {
      const { name, bucket, region } = target;
      const scope = JSON.stringify({ bucket, region, ...filtersOf(target) });
      await registerTarget(trx, { name, bucket, region, scope });
    }
    // This one was read well.
    await setSetting(trx, 'refused-config', undefined);
    if (leases.isShared) return undefined;
    await reclaimInterrupted(trx, now);
    const done = await resumeIncidents(trx, config, context);
    for (const { name: channel } of CHANNELS) await releaseAll(trx, { channel, now });
    return done;
  });
  if (resumed !== undefined) report(resumed, context);
}

/** Resumes the work of who held the lease of the engine before. @throws StoreFault, LeaseLost */
export async function resumeEngine(store: Store, config: Config, context: ResumeContext): Promise<void> {
  report(await store.write((trx) => resumeIncidents(trx, config, context)), context);
}

/** Resumes the lane of who held its lease before. @throws StoreFault, LeaseLost */
export async function resumeLane(store: Store, lane: Lane, now: Instant): Promise<void> {
  await store.write(async (trx) => {
    await reclaimInterrupted(trx, now, lane);
    await releaseAll(trx, { ...lane, now });
  });
}

interface Resumed {
  allStats: EvaluationStats[];
  givenUp: readonly GivenUp[];
  unserved: readonly Unserved[];
}

/**
 * Finds the places for messages whose destination left, and evaluates all incidents again: a pending decision becomes a
 * message, or is given up and counted when its receiver is no longer configured. Incidents of targets that are gone end.
 */
async function resumeIncidents(
  trx: WriteTransaction,
  config: Config,
  { resources, clock, newId }: ResumeContext,
): Promise<Resumed> {
  const engine = engineFromConfig(config, { newId, links: resources.links });
  const now = clock.now();
  const givenUp = await findPlaces(trx, config, now);
  await redateIncidents(trx, now);
  await engine.keepPolicies(trx);
  // Rules, receivers and quiet times may be other ones than before.
  await touchAll(trx, now);
  const allStats: EvaluationStats[] = [];
  for (const target of await targetIdentities(trx))
    allStats.push(await engine.concludePoll(trx, { target, now }));
  const removed = new EvaluationStats();
  const targets = config.targets.map(({ name }) => name);
  // After the above, so that nothing new joins. The next evaluation notifies.
  await resolveRemoved(trx, targets, { now, stats: removed });
  const unserved = await unservedChannels(trx, servedChannels(config));
  return { allStats: [...allStats, removed], givenUp, unserved };
}

/**
 * Finds the places for messages whose destination left. What a dead replica had under way there is taken back; what a
 * living one of another configuration has is left to it.
 */
async function findPlaces(trx: WriteTransaction, config: Config, now: Instant): Promise<GivenUp[]> {
  const left = await leftLanes(trx, presentLanes(config));
  const kept = await reclaimLeft(trx, left, now);
  return await redirectEntries(trx, presentPlaces(config), { channels: OF_DESTINATIONS, kept, now });
}

/**
 * Finds the places for messages whose destination left while others had it: a replica of the former configuration was
 * killed, or has ended. Says whether there were any. @throws StoreFault, LeaseLost
 */
export async function redirectLeft(store: Store, config: Config, context: ResumeContext): Promise<boolean> {
  const left = await store.read((db) => leftLanes(db, presentLanes(config)));
  if (left.length === 0) return false;
  const givenUp = await store.write((trx) => findPlaces(trx, config, context.clock.now()));
  for (const lost of givenUp) reportGivenUp(lost, context);
  return true;
}

function report({ allStats, givenUp, unserved }: Resumed, context: ResumeContext): void {
  for (const { suppressed } of allStats)
    for (const [reason, decisions] of suppressed)
      context.resources.metrics.poll.suppressed(reason, decisions);
  for (const lost of givenUp) reportGivenUp(lost, context);
  for (const waiting of unserved) {
    context.log.error({ ...waiting }, 'notifications wait, their channel left the configuration');
    // Alerts on what waits look at its series.
    context.resources.metrics.addChannels([waiting.channel]);
  }
}

/** Counts each entry as a refusal for good: that is how the outbox shows it. */
function reportGivenUp(lost: GivenUp, { log, resources }: ResumeContext): void {
  log.error({ ...lost }, 'notifications given up, their destination left the configuration');
  for (let entry = 0; entry < lost.entries; entry += 1)
    resources.metrics.delivery.failed(lost.channel, 'permanent');
}

/** Channels whose recipients are destinations of the configuration. */
const OF_DESTINATIONS: readonly string[] = CHANNELS.flatMap(({ name, usualRate }) =>
  usualRate === undefined ? [] : [name],
);

function presentLanes(config: Config): PresentLanes {
  const lanes = CHANNELS.flatMap((channel): Lane[] => {
    if (!OF_DESTINATIONS.includes(channel.name))
      return hasServer(channel, config) ? [{ channel: channel.name }] : [];
    const recipients = config.receivers.flatMap((receiver) => channel.recipients(receiver));
    return recipients.map((recipient) => ({ channel: channel.name, recipient }));
  });
  return { lanes, ofDestinations: OF_DESTINATIONS };
}

/** A server takes messages also for recipients that no receiver names any more. */
function servedChannels(config: Config): readonly string[] {
  const { lanes } = presentLanes(config);
  return [...new Set(lanes.map(({ channel }) => channel))];
}

function hasServer({ serverKeys }: (typeof CHANNELS)[number], config: Config): boolean {
  return Object.keys(serverKeys).some((key) => Reflect.get(config, key) !== undefined);
}

function presentPlaces({ receivers }: Config): readonly PresentPlaces[] {
  return receivers.flatMap((receiver) =>
    CHANNELS.map((channel) => ({
      channel: channel.name,
      receiver: receiver.name,
      recipients: channel.recipients(receiver),
    })),
  );
}
