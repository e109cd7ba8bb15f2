import type { Instant } from '../../platform/time.ts';

/** A queue in which batch jobs wait, as the API showed it. While it is paused, the jobs in it stay in Pause. */
export interface Queue {
  queueId: string;
  /** Foreign text, empty when the API names none. */
  name: string;
  /** `Active` or `Paused`, or a word that the API does not document, kept as it is. */
  state: string;
  /** When the queue was last changed, which on a paused one is at the earliest when it was paused; absent when the API does not tell. */
  updatedAt?: Instant;
  /** The number of its tasks that run at once; absent when the API does not tell. */
  maxConcurrent?: number;
}
