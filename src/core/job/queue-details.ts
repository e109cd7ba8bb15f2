import type { Instant } from '../../platform/time.ts';
import type { EnrichmentFault } from './enrichment-fault.ts';

/** The known details of a queue in which paused jobs wait. */
export interface QueueDetails {
  queueId: string;
  /** Foreign text, empty when the API names none. */
  name: string;
  /** `Active`, `Paused`, or a word that the API does not document; empty when the queue was not found, or could not be asked. */
  state: string;
  /** When the queue was last changed: any edit of it counts, so it need not be when it was paused. */
  updatedAt?: Instant;
  askedAt: Instant;
  /** The lists of the API that were asked, e.g. `/picqueue`; messages of old stores do not name them. */
  lists?: readonly string[];
  /** Given when it could not be asked. */
  fault?: EnrichmentFault;
}
