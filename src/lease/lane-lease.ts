import { createHash } from 'node:crypto';
import { channelLease } from './lease-names.ts';

/** A channel, or the only destination that it serves. */
export interface LeasedLane {
  name: string;
  recipient?: string;
}

/** Names the lease of a lane. A destination's name shows where it is, so its hash stands for it. */
export function laneLease({ name, recipient }: LeasedLane): string {
  if (recipient === undefined) return channelLease(name);
  return channelLease(name, createHash('sha256').update(recipient).digest('hex').slice(0, 8));
}
