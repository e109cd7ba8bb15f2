import type { Resources } from './resources.ts';
import type { Cleanups } from '../platform/cleanups.ts';
import type { Config } from '../config/schema/schema.ts';
import { monitorsFromConfig } from './monitors-from-config.ts';
import type { Channel } from '../outbox/channel.ts';
import type { Store } from '../store/store.ts';
import { resumeLane } from './resume.ts';
import { LeasedDelivery } from '../outbox/leased-delivery.ts';
import type { IncidentEngine } from '../engine/incident-engine.ts';
import type { Monitors } from '../engine/context/monitors.ts';
import { channelsFromConfig } from './channels-from-config.ts';
import { credentialsFromConfig, sourceFromConfig } from './tencent-from-config.ts';
import { engineFromConfig, targetFromConfig } from './engine-from-config.ts';
import { ProxyPolicy } from '../platform/http/proxy-policy.ts';
import type { Platform } from '../platform/platform.ts';
import { pollSchedules, scheduleOf } from '../config/poll-schedules.ts';
import { targetLease } from '../lease/lease-names.ts';
import { laneLease } from '../lease/lane-lease.ts';
import { LeasedPoller } from '../poll/leased-poller.ts';
import { GroupCommit } from '../store/group-commit.ts';
import { Turns } from '../poll/turns.ts';

/** The working parts of one configuration, made and joined, but not yet started. */
export interface Wiring {
  deliveries: readonly LeasedDelivery[];
  /** Those that repeat what stands are among them. */
  channels: readonly Channel[];
  pollers: readonly LeasedPoller[];
  engine: IncidentEngine;
  /** Looks for trouble without an event. */
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
  const { store, leases, metrics, links } = resources;
  const credentials = credentialsFromConfig(config, context);
  const proxies = new ProxyPolicy(config.proxy, context.env);
  const monitors = monitorsFromConfig(config, { credentials, store, leases, clock });
  const engine = engineFromConfig(config, { newId, links, monitors });
  const channels = channelsFromConfig(config, context, () => Promise.resolve(store));
  const deliveries = channels.map((channel) => {
    cleanups.add(`connections of ${channel.name}`, () => channel.close());
    const lease = leases.get(laneLease(channel));
    const events = metrics.delivery;
    const lane = { channel: channel.name, recipient: channel.recipient };
    const resume = (fenced: Store) =>
      leases.isShared ? resumeLane(fenced, lane, clock.now()) : Promise.resolve();
    return new LeasedDelivery({ store, channel, lease, resume, clock, random, log, events });
  });
  const schedules = pollSchedules(config);
  const turns = new Turns(clock);
  // A database on a server groups the commits of its clients itself.
  const quietWrites = store.file === undefined ? undefined : new GroupCommit(store, clock);
  const pollers = config.targets.map((target) => {
    const events = metrics.poll.sourceEvents(target.name);
    const source = sourceFromConfig(target, credentials, { ...context, events, proxies });
    cleanups.add(`connections of ${target.name}`, () => source.close());
    return new LeasedPoller({
      target: targetFromConfig(target, config),
      source,
      store,
      lease: leases.get(targetLease(target.name)),
      engine,
      clock,
      log,
      events: metrics.poll,
      newPollId: newId,
      onNotifications: () => deliveries.forEach((delivery) => delivery.wake()),
      schedule: scheduleOf(schedules, target),
      turns,
      quietWrites,
      wasPolled: context.polledBefore?.has(target.name) ?? false,
      onBug,
    });
  });
  return { channels, deliveries, pollers, engine, monitors };
}
