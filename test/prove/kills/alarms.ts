/**
 * The receivers and their rules in these phases; no other place knows them. Two receivers, so that a poll makes
 * two messages, and one with two recipients, so that a message has two fates.
 */
const RECEIVERS = [
  { name: 'oncall', states: ['Failed', 'Pause'], to: ['oncall-1@example.com', 'oncall-2@example.com'] },
  { name: 'media-team', states: ['Failed'], to: ['media-team@example.com'] },
] as const;

/** The configuration's part that says so. */
export const ALARMS = {
  receivers: RECEIVERS.map(({ name, to }) => ({ name, email: { to } })),
  rules: RECEIVERS.map(({ name, states }) => ({
    name,
    match: { states },
    receivers: [name],
    continue: true,
    // Every change is notified at once. A wait for an interval would look like a loss.
    groupInterval: '0s',
    flapping: 'off',
  })),
};

/** Returns the addresses that must get a mail when a job comes into this state. */
export function recipientsOf(state: string): readonly string[] {
  return RECEIVERS.flatMap(({ states, to }) => (states.some((one) => one === state) ? to : []));
}
