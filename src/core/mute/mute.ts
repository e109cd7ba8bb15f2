import type { Instant } from '../../platform/time.ts';

/** Something that forbids notifications until a time. */
export interface Mute {
  reason: 'silenced' | 'maintenance' | 'quiet';
  until: Instant;
  /** The name of the mute: `silence 3`, `maintenance upgrade`. `undefined` where the reason says all. */
  by?: string | undefined;
}
