import type { Duration } from '../../../src/platform/time.ts';
import type { Notice } from '../received.ts';
import type { Replica } from './replica.ts';
import type { SharedDatabase } from './shared-database.ts';
import type { WatchedReplicas } from './watched-replicas.ts';

/** All that a fault may break. */
export interface Stage {
  database: SharedDatabase;
  replicas: readonly Replica[];
  /** The replica that the fault is for, where it is for one. */
  victim: Replica;
  watch: WatchedReplicas;
  chance: () => number;
  /** How long a replica is frozen or cut off: longer than a lease lasts. */
  absence: Duration;
  recipient: string;
  /** What failovers lost, to be added to. */
  lost: { messages: Set<string>; failures: Set<Notice> };
}
