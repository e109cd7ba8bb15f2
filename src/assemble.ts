import type { Cleanups } from './cleanups.ts';
import type { Config } from './config/schema.ts';
import { Delivery } from './delivery/deliver.ts';
import { createMetrics, type Metrics } from './metrics/metrics.ts';
import {
  createAudience,
  createChannels,
  createCredentials,
  createSource,
  EMAIL,
  toWatchedTarget,
} from './parts.ts';
import { openStore } from './store/open.ts';
import { reclaimInterrupted, releaseHeld } from './store/outbox.ts';
import type { Store } from './store/store.ts';
import { registerTarget, targetIdentities } from './store/targets.ts';
import type { Surroundings } from './surroundings.ts';
import { readDetails } from './tencent/details.ts';
import { announce, type Audience } from './watch/announce.ts';
import { cronCalendar } from './watch/cron-calendar.ts';
import { Watcher } from './watch/watcher.ts';

/** The parts of a Batchwatch that owns its store, made and joined, but not yet started. */
export interface Assembly {
  readonly store: Store;
  readonly metrics: Metrics;
  readonly deliveries: readonly Delivery[];
  readonly watchers: readonly Watcher[];
}

/**
 * Makes everything from the configuration, in order, registering the cleanup of each part as it comes to be.
 * @throws StoreFault when the store cannot be had.
 */
export async function assemble(
  config: Config,
  context: Surroundings & { readonly cleanups: Cleanups; readonly onBug: (error: unknown) => void },
): Promise<Assembly> {
  const { clock, random, newId, log, build, cleanups, onBug } = context;

  const store = openStore({ path: config.storage.path, clock });
  cleanups.add('store', () => store.close());
  log.info({ path: store.path }, store.isNew ? 'store created' : 'store opened');

  const targetNames = config.targets.map(({ name }) => name);
  const metrics = createMetrics({ store, targets: targetNames, channels: [EMAIL], build });
  store.onWriteFailed = () => metrics.store.writeFailed();

  const audience = createAudience(config, newId);
  const suppressed = await takeUp(store, { config, audience, now: clock.now() });
  metrics.watch.suppressed('receiver-removed', suppressed);

  const deliveries = createChannels(config, context).map(
    (channel) => new Delivery({ store, channel, clock, random, log, events: metrics.delivery }),
  );

  const credentials = createCredentials(config, context);
  const watchers = config.targets.map((target) => {
    const events = metrics.watch.sourceEvents(target.name);
    const source = createSource(target, credentials, { ...context, events });
    cleanups.add(`connections of ${target.name}`, () => source.close());
    return new Watcher({
      target: toWatchedTarget(target, config),
      source,
      store,
      audience,
      clock,
      log,
      events: metrics.watch,
      newPollId: newId,
      onNotifications: () => deliveries.forEach((delivery) => delivery.wake()),
      calendar: cronCalendar(target.schedule, config.timezone),
      onBug,
    });
  });
  return { store, metrics, deliveries, watchers };
}

/**
 * Takes up what the last process left: what it had claimed is due again, what waited for its channel is tried
 * at once, and what it had decided but not yet made into a message becomes one.
 * @returns how many decisions had to be given up, for their receiver is no longer configured.
 */
async function takeUp(
  store: Store,
  { config, audience, now }: { readonly config: Config; readonly audience: Audience; readonly now: number },
): Promise<number> {
  return await store.write(async (trx) => {
    for (const { name, bucket, region, jobs } of config.targets) {
      await registerTarget(trx, { name, bucket, region, scope: JSON.stringify({ bucket, region, jobs }) });
    }
    await reclaimInterrupted(trx, now);
    await releaseHeld(trx, EMAIL, now);
    let suppressed = 0;
    for (const target of await targetIdentities(trx)) {
      suppressed += (await announce(trx, { target, audience, now, details: readDetails })).suppressed;
    }
    return suppressed;
  });
}
