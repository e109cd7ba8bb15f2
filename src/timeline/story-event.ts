import type { Instant } from '../platform/time.ts';

/** One line of a story. */
export interface StoryEvent {
  at: Instant;
  kind: 'observation' | 'transition' | 'decision' | 'objects' | 'notification' | 'attempt' | 'incident';
  text: string;
}
