import type { Duration } from '../platform/time.ts';
import type { DeliveryFailureReason } from './channel.ts';

/** Events of the delivery, for metrics. Called after the change is on disk. */
export interface DeliveryEvents {
  /** @param latency from the observation of its oldest transition to the server's acceptance. */
  delivered(channel: string, latency: Duration): void;
  failed(channel: string, reason: DeliveryFailureReason): void;
  /** So many more entries are due and wait for the channel's rate. */
  heldByRate(entries: number): void;
}
