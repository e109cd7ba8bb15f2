import { Counter, Histogram, type Registry } from 'prom-client';
import { RATE_CAPPED } from '../core/incident/lifecycle.ts';
import { DELIVERY_FAILURE_REASONS } from '../outbox/channel.ts';
import type { DeliveryEvents } from '../outbox/delivery-events.ts';
import { SECOND } from '../platform/time.ts';
import type { SuppressionMetrics } from './suppression-metrics.ts';

/** From a blink to the days that a mail server may be down. */
const LATENCY_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3_600, 14_400, 86_400];

export interface DeliveryMetrics extends DeliveryEvents {
  /** These channels are in use now: what has no series yet starts at 0. Nothing ends. */
  addChannels(channels: readonly string[]): void;
}

/** Registers what delivery counts, for each channel in use, with every known label set at 0. */
export function createDeliveryMetrics(
  registry: Registry,
  channels: readonly string[],
  suppression: SuppressionMetrics,
): DeliveryMetrics {
  const registers = [registry];
  const delivered = new Counter({
    name: 'batchwatch_notifications_total',
    help: 'Outbox entries that the other side accepted.',
    registers,
    labelNames: ['channel'] as const,
  });
  const failures = new Counter({
    name: 'batchwatch_notification_failures_total',
    help: 'Attempts that were not accepted; all but `permanent` ones are repeated.',
    registers,
    labelNames: ['channel', 'reason'] as const,
  });
  const latency = new Histogram({
    name: 'batchwatch_detection_to_delivery_seconds',
    help: 'From the observation of a transition to the acceptance of the message about it.',
    buckets: LATENCY_SECONDS,
    registers,
    labelNames: ['channel'] as const,
  });
  const known = new Set<string>();
  const addChannels = (added: readonly string[]) => {
    for (const channel of added) {
      if (known.has(channel)) continue;
      known.add(channel);
      delivered.inc({ channel }, 0);
      latency.zero({ channel });
      for (const reason of DELIVERY_FAILURE_REASONS) failures.inc({ channel, reason }, 0);
    }
  };
  addChannels(channels);
  return {
    addChannels,
    delivered(channel, duration) {
      delivered.inc({ channel });
      latency.observe({ channel }, duration / SECOND);
    },
    failed: (channel, reason) => failures.inc({ channel, reason }),
    heldByRate: (entries) => suppression.suppressed(RATE_CAPPED, entries),
  };
}
