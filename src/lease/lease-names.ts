/** The clock work of the incidents: evaluation, expectations, self-checks, the ping. */
export const ENGINE_LEASE = 'engine';
/** Pruning. */
export const HOUSEKEEPING_LEASE = 'housekeeping';

const TARGET = 'target/';
const CHANNEL = 'channel/';

export function targetLease(target: string): string {
  return `${TARGET}${target}`;
}

/** @param key of the destination: it shows no address and no URL. Left out: the channel has one lane for all. */
export function channelLease(channel: string, key?: string): string {
  return `${CHANNEL}${key === undefined ? channel : `${channel}-${key}`}`;
}

export function isTargetLease(name: string): boolean {
  return name.startsWith(TARGET);
}

/** A lease's kind, and what it is for: `target` and `media`. The name is empty where there is one of the kind. */
export interface LeaseLabel {
  kind: string;
  name: string;
}

/** Splits a lease's name for the labels of a series. */
export function leaseLabel(lease: string): LeaseLabel {
  const [kind = '', ...rest] = lease.split('/');
  return { kind, name: rest.join('/') };
}
