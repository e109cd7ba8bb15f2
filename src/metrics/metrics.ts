import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { DeliveryEvents } from '../outbox/delivery-events.ts';
import type { Leases } from '../lease/leases.ts';
import type { Store } from '../store/store.ts';
import type { Instant } from '../platform/time.ts';
import { createConfigMetrics, type ConfigMetrics } from './config-metrics.ts';
import { createDeliveryMetrics } from './delivery-metrics.ts';
import { createLeaseMetrics } from './lease-metrics.ts';
import { createStoreMetrics, type StoreMetrics } from './store-metrics.ts';
import { createSuppressionMetrics } from './suppression-metrics.ts';
import { createPollMetrics, type PollMetrics } from './poll-metrics.ts';
import type { TargetMetrics } from './target-detail.ts';
import type { BuildInfo } from '../platform/platform.ts';

/** Every metric by name, in one registry. */
export interface Metrics {
  poll: PollMetrics;
  delivery: DeliveryEvents;
  store: StoreMetrics;
  config: ConfigMetrics;
  /** Other targets are watched now: series of those that went end, of those that came start at 0, all others go on. */
  setTargets(targets: readonly string[]): void;
  /** The channels in use now. Those that came start at 0. Series of those that went stay until a restart: what waits there is shown. */
  addChannels(channels: readonly string[]): void;
  /** Renders all of them, gauges fresh from the store. @throws StoreFault */
  render(format: 'prometheus' | 'openmetrics'): Promise<{ body: string; contentType: string }>;
}

export function createMetrics(options: {
  store: Store;
  /** Left out where a store is only shown. */
  leases?: Leases;
  targets: readonly string[];
  /** Those in use: the others have no series. */
  channels: readonly string[];
  build: BuildInfo;
  startedAt: Instant;
  /** Default `auto`. */
  targetMetrics?: TargetMetrics;
}): Metrics {
  const registry = new Registry();
  const { store, leases, targets, channels, build, targetMetrics: setting = 'auto' } = options;
  new Gauge({
    name: 'batchwatch_build_info',
    help: 'Always 1; what runs stands in the labels.',
    registers: [registry],
    labelNames: ['version', 'revision', 'node'] as const,
  }).set({ ...build }, 1);
  collectDefaultMetrics({ register: registry });
  if (leases !== undefined) createLeaseMetrics(registry, leases);
  const suppression = createSuppressionMetrics(registry);
  const metrics = {
    poll: createPollMetrics(registry, { targets, setting, suppression }),
    delivery: createDeliveryMetrics(registry, channels, suppression),
    store: createStoreMetrics(registry, { store, leases, targets, setting, channels }),
    config: createConfigMetrics(registry, options.startedAt),
  };
  const setTargets = (now: readonly string[]) => {
    metrics.poll.setTargets(now);
    metrics.store.setTargets(now);
  };
  const addChannels = (added: readonly string[]) => {
    metrics.delivery.addChannels(added);
    metrics.store.addChannels(added);
  };
  return {
    ...metrics,
    setTargets,
    addChannels,
    render: createRendering(registry, () => metrics.store.refresh()),
  };
}

/**
 * Renders one format at a time. The registry has one content type for all. For OpenMetrics the library takes `_total`
 * off its counters' names and leaves them so. That would rename them in the next Prometheus text.
 * Requests that wait share one rendering: a client that sends a thousand at once costs no more than two.
 */
function createRendering(registry: Registry, refresh: () => Promise<void>): Metrics['render'] {
  const names = new Map(registry.getMetricsAsArray().map((metric) => [metric, metric.name]));
  let last: Promise<unknown> = Promise.resolve();
  const render: Metrics['render'] = async (format) => {
    await refresh();
    registry.setContentType(
      format === 'openmetrics' ? Registry.OPENMETRICS_CONTENT_TYPE : Registry.PROMETHEUS_CONTENT_TYPE,
    );
    try {
      return { body: await registry.metrics(), contentType: registry.contentType };
    } finally {
      for (const [metric, name] of names) metric.name = name;
    }
  };
  const waiting = new Map<Parameters<typeof render>[0], ReturnType<typeof render>>();
  return (format) => {
    const shared = waiting.get(format);
    if (shared !== undefined) return shared;
    const rendered = last.then(() => {
      waiting.delete(format);
      return render(format);
    });
    waiting.set(format, rendered);
    last = rendered.catch(() => undefined);
    return rendered;
  };
}
