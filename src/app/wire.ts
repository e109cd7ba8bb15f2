import type { Resources } from './resources.ts';
import type { Cleanups } from '../platform/cleanups.ts';
import type { Config } from '../config/schema/schema.ts';
import { createMonitors } from './create-monitors.ts';
import { Delivery } from '../outbox/deliver.ts';
import type { IncidentEngine } from '../engine/incident-engine.ts';
import type { Monitors } from '../engine/base/monitors.ts';
import {
  createChannels,
  createCredentials,
  createIncidentEngine,
  createProxies,
  createSource,
  toPolledTarget,
} from './parts.ts';
import type { Platform } from '../platform/platform.ts';
import { cronCalendar } from '../platform/cron/cron-calendar.ts';
import { TargetPoller } from '../poll/target-poller.ts';

/** The working parts of one configuration, made and joined, but not yet started. */
export interface Wiring {
  deliveries: readonly Delivery[];
  pollers: readonly TargetPoller[];
  engine: IncidentEngine;
  /** What looks for trouble although nothing happened. */
  monitors: Monitors;
}

export interface WiringContext extends Platform {
  resources: Resources;
  cleanups: Cleanups;
  onBug: (error: unknown) => void;
  /** Targets that were polled before, by an earlier configuration of this process. */
  polledBefore?: ReadonlySet<string>;
}

/**
 * Makes all that works by the configuration, registering the cleanup of each part as it comes to be. Touches
 * neither the network nor the store, so that it can be made beside one that still works.
 */
export function wire(config: Config, context: WiringContext): Wiring {
  const { clock, random, newId, log, cleanups, onBug, resources } = context;
  const { store, metrics, links } = resources;
  const credentials = createCredentials(config, context);
  const proxies = createProxies(config, context.env);
  const monitors = createMonitors(config, { credentials, store, clock });
  const engine = createIncidentEngine(config, { newId, links, monitors });
  const deliveries = createChannels(config, context, () => store).map((channel) => {
    cleanups.add(`connections of ${channel.name}`, () => channel.close());
    return new Delivery({ store, channel, clock, random, log, events: metrics.delivery });
  });
  const pollers = config.targets.map((target) => {
    const events = metrics.poll.sourceEvents(target.name);
    const source = createSource(target, credentials, { ...context, events, proxies });
    cleanups.add(`connections of ${target.name}`, () => source.close());
    return new TargetPoller({
      target: toPolledTarget(target, config),
      source,
      store,
      engine,
      clock,
      log,
      events: metrics.poll,
      newPollId: newId,
      onNotifications: () => deliveries.forEach((delivery) => delivery.wake()),
      calendar: cronCalendar(target.schedule, config.timezone),
      wasPolled: context.polledBefore?.has(target.name) ?? false,
      onBug,
    });
  });
  return { deliveries, pollers, engine, monitors };
}
