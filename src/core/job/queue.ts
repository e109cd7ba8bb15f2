import type { Instant } from '../../platform/time.ts';

/** A queue in which batch jobs wait, as the API showed it. While it is paused, the jobs in it stay in Pause. */
export interface Queue {
  readonly queueId: string;
  /** Foreign text, empty when the API names none. */
  readonly name: string;
  /** `Active` or `Paused`, or a word that the API does not document, kept as it is. */
  readonly state: string;
  /** When the queue was last changed, which on a paused one is at the earliest when it was paused; absent when the API does not tell. */
  readonly updatedAt?: Instant;
  /** How many tasks of it run at once; absent when the API does not tell. */
  readonly maxConcurrent?: number;
}
