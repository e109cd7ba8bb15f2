import type { FallbackReason, MessageFallback } from './message-fallback.ts';
import { routesFor, type Receiver } from '../receiver.ts';
import type { Severity } from '../severity.ts';
import type { Duration, Instant } from '../../platform/time.ts';

/** A message about an incident that one recipient of a receiver did not get. */
export interface StuckEntry {
  /** Its number in the outbox. */
  entry: number;
  notification: number;
  channel: string;
  receiver: string;
  /** The number of the incident in the store. */
  incident: number;
  severity: Severity;
  isGivenUp: boolean;
  /** When the message was made. */
  since: Instant;
}

/** Notifies others in place of a receiver, of one or several incidents in one message. */
export interface FallBack extends MessageFallback {
  reason: FallbackReason;
  /** The entry that did not get through. */
  entry: number;
  /** The receiver's newest message that waits or was given up: it knows best. */
  notification: number;
  incidents: readonly number[];
  /** Names of those who are notified. */
  to: readonly string[];
}

/**
 * Decides for which entries others are notified: those that wait for longer than the receiver's fallback allows, or were
 * given up. One entry counts, although other channels of the receiver took the message. There is at most one answer for
 * an incident and receiver. The store leaves out those that had theirs.
 */
export function fallBack(
  stuck: readonly StuckEntry[],
  { receivers, now }: { receivers: ReadonlyMap<string, Receiver>; now: Instant },
): readonly FallBack[] {
  const found = [
    ...Map.groupBy(stuck, ({ incident, receiver }) => `${incident} ${receiver}`).values(),
  ].flatMap((entries) => decide(entries, { receivers, now }));
  // One message may be about several incidents.
  return [...Map.groupBy(found, ({ notification }) => notification).values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : [{ ...first, incidents: [first, ...others].flatMap(({ incidents }) => incidents) }],
  );
}

function decide(
  entries: readonly StuckEntry[],
  { receivers, now }: { receivers: ReadonlyMap<string, Receiver>; now: Instant },
): readonly FallBack[] {
  const { receiver, incident } = entries[0] ?? {};
  const fallback = receivers.get(receiver ?? '')?.fallback;
  if (fallback === undefined || receiver === undefined || incident === undefined) return [];
  const cause = entries.find(({ isGivenUp, since }) => isGivenUp || isLate(since, fallback.after, now));
  if (cause === undefined) return [];
  const { entry, channel, severity, isGivenUp, since } = cause;
  const to = fallback.receivers.filter((name) => name !== receiver && takes(receivers.get(name), severity));
  if (to.length === 0) return [];
  return [
    {
      reason: isGivenUp ? 'given-up' : 'waited',
      receiver,
      channel,
      waited: Math.max(0, now - since),
      entry,
      notification: Math.max(...entries.map(({ notification }) => notification)),
      incidents: [incident],
      to,
    },
  ];
}

/** Says whether a receiver takes the severity on any channel. Otherwise it cannot stand in. */
function takes(receiver: Receiver | undefined, severity: Severity): boolean {
  return receiver !== undefined && routesFor(receiver, severity).length > 0;
}

/** A message of the far future was dated by a clock that has been set back since. It holds nothing up. */
function isLate(since: Instant, after: Duration, now: Instant): boolean {
  return Math.abs(now - since) >= after;
}
