/** The text of `batchwatch status`. */
export const status = {
  ready: 'ready',
  notReady: (reasons: readonly string[]) => `not ready: ${reasons.join('; ')}`,
  problem: (text: string) => `problem: ${text}`,
  incidents: (open: number, acknowledged: number) =>
    `incidents: ${open} unacknowledged, ${acknowledged} acknowledged`,
  noReplicas: 'replicas: none',
  /** Replica, state, version, started, last sign of life. */
  replicas: ['REPLICA', 'STATE', 'VERSION', 'STARTED', 'LAST HEARTBEAT'],
  states: { running: 'running', silent: 'silent', stopping: 'stopping', visiting: 'visiting' },
  ago: (span: string) => `${span} ago`,
  /** Replica, lease, since, epoch. */
  leases: ['REPLICA', 'LEASE', 'SINCE', 'EPOCH'],
  manyLeases: (kind: string, count: number) => `${kind} (${count})`,
  span: (from: string, to: string) => `${from} to ${to}`,
  unheld: (names: readonly string[], more: number) =>
    `held by no replica: ${names.join(', ')}${more > 0 ? `, and ${more} more` : ''}`,
  targets: ({ up, failing, overdue, unpolled }: Record<'up' | 'failing' | 'overdue' | 'unpolled', number>) =>
    `targets: ${up} polled, ${failing} failing, ${overdue} overdue, ${unpolled} not polled yet`,
  /** Target, state, last poll, last complete poll, replica, why it fails. */
  target: ['TARGET', 'STATE', 'LAST POLL', 'LAST COMPLETE POLL', 'POLLED BY', 'WHY'],
  targetStates: {
    up: 'polled',
    failing: 'polling failed',
    overdue: 'overdue',
    unpolled: 'not polled yet',
  },
  otherTargets: (count: number) => `and ${count} more targets, none of them worse`,
  never: 'never',
  why: (reason: string, message: string) => `${reason}: ${message}`,
  outbox: (waiting: string, dead: number) => `outbox: ${waiting}, ${dead} undeliverable`,
  waiting: (entries: number, oldest: string | undefined) =>
    oldest === undefined ? `${entries} waiting` : `${entries} waiting, the oldest since ${oldest}`,
  /** Channel, obstacle, entries, oldest entry, last answer. */
  held: ['CHANNEL', 'HELD BY', 'ENTRIES', 'OLDEST', 'LAST ANSWER'],
  holders: {
    nothing: 'nothing: due or under way',
    channel: 'its way cannot be used',
    us: 'the sender is refused',
    recipient: 'its recipient is refused',
    unanswered: 'the last offer was not answered',
  },
};
