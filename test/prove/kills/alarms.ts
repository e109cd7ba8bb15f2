import type { Destination } from '../channels/stand-ins.ts';
import { LIMITED, type Way, WAYS } from '../channels/destinations.ts';

/**
 * The receivers and their rules in these phases; no other place knows them. Two receivers, so that a poll makes
 * two messages, and one with two recipients of mail, so that a message has several fates. One gets an incident for each
 * job, so that there are incidents enough for merged messages.
 */
const RECEIVERS = [
  {
    name: 'oncall',
    states: ['Failed', 'Pause'],
    groupBy: ['target', 'state'],
    to: ['oncall-1@example.com', 'oncall-2@example.com'],
  },
  { name: 'media-team', states: ['Failed'], groupBy: ['jobId'], to: ['media-team@example.com'] },
] as const;

/** The name of a job that is paused from the start: its incident stays open, and nothing but the program sends its alert again. */
export const QUIET = 'quiet';

/** Every change is notified at once. A wait for an interval would look like a loss. */
const AT_ONCE = { groupInterval: '0s', flapping: 'off' };

/** Destinations of both receivers. */
const SHARED: readonly string[] = [LIMITED, 'alertmanager'];

/** A receiver names one way of each vendor. The second one is the other receiver's. */
function usersOf(way: Way): readonly string[] {
  const isSecond = WAYS.findLast(({ vendor }) => vendor.name === way.vendor.name) === way;
  const isOnly = WAYS.filter(({ vendor }) => vendor.name === way.vendor.name).length === 1;
  if (SHARED.includes(way.vendor.name)) return RECEIVERS.map(({ name }) => name);
  return isSecond && !isOnly ? ['media-team'] : ['oncall'];
}

/** Channels whose messages may have to wait: for the rate of a minute, or for that of a second. */
export const SLOW_CHANNELS: readonly string[] = [LIMITED, 'slack'];

/** Returns the configuration's part that says so. */
export function alarms(destinations: readonly Destination[]) {
  const keys = new Set(destinations.map(({ way }) => way.vendor.key));
  return {
    receivers: RECEIVERS.map(({ name, to }) => ({
      name,
      email: { to },
      ...Object.fromEntries(
        destinations
          .filter(({ way }) => usersOf(way).includes(name))
          .map(({ way, block }) => [way.vendor.key, block]),
      ),
    })),
    rules: [
      { name: 'quiet', match: { names: [QUIET] }, receivers: ['oncall'], ...AT_ONCE },
      ...RECEIVERS.map(({ name, states, groupBy }) => ({
        name,
        match: { states },
        receivers: [name],
        continue: true,
        groupBy: [...groupBy],
        ...AT_ONCE,
      })),
    ],
    channels: Object.fromEntries(
      [...keys].filter((key) => key !== LIMITED).map((key) => [key, { maxPerMinute: 10_000 }]),
    ),
  };
}

/** Returns the addresses that must get a mail when a job comes into this state. */
export function recipientsOf(state: string): readonly string[] {
  return RECEIVERS.flatMap(({ states, to }) => (states.some((one) => one === state) ? to : []));
}

/** Returns the addresses of those who are also notified by this way. */
export function addressesBehind(way: Way): readonly string[] {
  const users = usersOf(way);
  return RECEIVERS.flatMap(({ name, to }) => (users.includes(name) ? to : []));
}
