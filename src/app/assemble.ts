import type { Base } from './base.ts';
import type { Cleanups } from '../platform/cleanups.ts';
import type { Config } from '../config/schema/schema.ts';
import { createWatchers } from './create-watchers.ts';
import { Delivery } from '../outbox/deliver.ts';
import type { IncidentDesk } from '../engine/incident-desk.ts';
import type { Watchers } from '../engine/base/watchers.ts';
import {
  createChannels,
  createCredentials,
  createIncidentDesk,
  createProxies,
  createSource,
  EMAIL,
  toWatchedTarget,
} from './parts.ts';
import type { Surroundings } from '../platform/surroundings.ts';
import { cronCalendar } from '../platform/cron/cron-calendar.ts';
import { Watcher } from '../poll/watcher.ts';

/** The working parts of one configuration, made and joined, but not yet started. */
export interface Assembly {
  deliveries: readonly Delivery[];
  watchers: readonly Watcher[];
  desk: IncidentDesk;
  /** What looks for trouble although nothing happened. */
  lookouts: Watchers;
}

export interface AssemblyContext extends Surroundings {
  base: Base;
  cleanups: Cleanups;
  onBug: (error: unknown) => void;
  /** Targets that were polled before, by an earlier configuration of this process. */
  polledBefore?: ReadonlySet<string>;
}

/**
 * Makes all that works by the configuration, registering the cleanup of each part as it comes to be. Touches
 * neither the network nor the store, so that it can be made beside one that still works.
 */
export function assemble(config: Config, context: AssemblyContext): Assembly {
  const { clock, random, newId, log, cleanups, onBug, base } = context;
  const { store, metrics, links } = base;
  const credentials = createCredentials(config, context);
  const proxies = createProxies(config, context.env);
  const lookouts = createWatchers(config, { channel: EMAIL, credentials, store, clock });
  const desk = createIncidentDesk(config, { newId, links, watchers: lookouts });
  const deliveries = createChannels(config, context, store).map((channel) => {
    cleanups.add(`connections of ${channel.name}`, () => channel.close());
    return new Delivery({ store, channel, clock, random, log, events: metrics.delivery });
  });
  const watchers = config.targets.map((target) => {
    const events = metrics.watch.sourceEvents(target.name);
    const source = createSource(target, credentials, { ...context, events, proxies });
    cleanups.add(`connections of ${target.name}`, () => source.close());
    return new Watcher({
      target: toWatchedTarget(target, config),
      source,
      store,
      desk,
      clock,
      log,
      events: metrics.watch,
      newPollId: newId,
      onNotifications: () => deliveries.forEach((delivery) => delivery.wake()),
      calendar: cronCalendar(target.schedule, config.timezone),
      wasPolled: context.polledBefore?.has(target.name) ?? false,
      onBug,
    });
  });
  return { deliveries, watchers, desk, lookouts };
}
