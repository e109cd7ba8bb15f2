import type { Instant } from '../platform/time.ts';

/** One line of a story. */
export interface ToldEvent {
  readonly at: Instant;
  readonly kind:
    | 'observation'
    | 'transition'
    | 'decision'
    | 'objects'
    | 'notification'
    | 'attempt'
    | 'incident';
  readonly text: string;
}
