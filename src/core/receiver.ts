import type { Duration } from '../platform/time.ts';
import type { Severity } from './severity.ts';

/** Recipients on one channel. */
export interface Destination {
  /** The label `channel` of the metrics. */
  channel: string;
  recipients: readonly string[];
  /** True where each has an order, a rate and a pause of its own. Left out: one server takes the messages for all. */
  hasLanes?: boolean | undefined;
}

/** Recipients on one channel, and which messages they want. */
export interface Route extends Destination {
  /** Left out: messages of every severity. */
  severities?: readonly Severity[] | undefined;
  /** True of programs: they want each incident by itself. */
  wantsEach?: boolean | undefined;
}

/** Someone who can be notified: a name for rules to use, and the ways to reach them. */
export interface Receiver {
  name: string;
  /** At least one, each with at least one recipient. */
  routes: readonly Route[];
  /** Left out: nobody is notified in its place. */
  fallback?: Fallback | undefined;
}

/** The receivers that stand in for one that cannot be reached. */
export interface Fallback {
  /** Names of receivers. */
  receivers: readonly string[];
  /** The longest time that a message may wait before the fallback is notified. */
  after: Duration;
}

/** Returns where a message of this severity goes. It may be nowhere. */
export function routesFor({ routes }: Receiver, severity: Severity): readonly Route[] {
  return routes.filter(({ severities }) => severities === undefined || severities.includes(severity));
}

/** Returns why nobody gets a message of this severity to a receiver. `undefined`: it goes somewhere. */
export function obstacleTo(
  receiver: Receiver | undefined,
  severity: Severity,
): 'receiver-removed' | 'severity-not-taken' | undefined {
  if (receiver === undefined) return 'receiver-removed';
  return routesFor(receiver, severity).length === 0 ? 'severity-not-taken' : undefined;
}

/** Says whether a receiver has a program among its routes. A program cannot use one message about several incidents. */
export function wantsEach(receiver: Receiver | undefined): boolean {
  return receiver?.routes.some((route) => route.wantsEach) ?? false;
}

/**
 * Names a destination for people, without a secret. The address of a mailbox says by itself what it is; any other name
 * stands after its channel.
 */
export function showDestination({ channel, recipient }: { channel: string; recipient: string }): string {
  return recipient.includes('@') ? recipient : `${channel} ${recipient}`;
}
