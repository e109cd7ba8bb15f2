import type { Instant } from '../../platform/time.ts';

/** A queue in which batch jobs wait, as the API showed it. While it is paused, the jobs in it stay in Pause. */
export interface Queue {
  queueId: string;
  /** Foreign text, empty when the API names none. */
  name: string;
  /** `Active` or `Paused`, or a word that the API does not document, kept as it is. */
  state: string;
  /** The time of the queue's last change. A paused queue was paused then or earlier. Absent when the API names none. */
  updatedAt?: Instant;
  /** The number of its tasks that run at once. Absent when the API names none. */
  maxConcurrent?: number;
}
