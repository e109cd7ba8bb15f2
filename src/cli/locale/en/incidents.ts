export const incidents = {
  none: 'no incidents\n',
  /** Id, state, since, rule, what, jobs, notified, acknowledged by. */
  columns: ['INCIDENT', 'STATE', 'SINCE', 'RULE', 'WHAT', 'JOBS', 'NOTIFIED', 'ACKNOWLEDGED BY'],
  states: { open: 'unacknowledged', acknowledged: 'acknowledged', closed: 'resolved' },
  silenced: (state: string) => `${state} (silenced)`,
  resolved: (how: string) => `resolved (${how})`,
  closeReasons: {
    recovered: 'recovered',
    superseded: 'superseded',
    manual: 'manually',
    aged: 'by age',
  },
  /** A receiver that no message has reached yet, or will reach. */
  onItsWay: (receiver: string) => `(on its way to ${receiver})`,
  notReached: (receiver: string) => `(not notified: ${receiver})`,
  jobs: (all: number, open: number) => (open === all || open === 0 ? String(all) : `${all}, ${open} open`),
  tooShort: (id: string, shortest: number) =>
    `"${id}" is too short for an incident: give its id, or at least its first ${shortest} characters\n` +
    'hint: `batchwatch incidents` lists them\n',
  unknown: (id: string) =>
    `no incident ${id}\nhint: \`batchwatch incidents --state all\` lists what is known\n`,
  ambiguous: (id: string, ids: readonly string[], others: number) =>
    `${id} may be one of ${ids.length + others} incidents: ${ids.join(', ')}${others > 0 ? ' …' : ''}\n`,
  acknowledged: (id: string, by: string) =>
    `incident ${id} acknowledged by ${by}: no more reminders, no escalation; its resolution is still notified\n`,
  acknowledgedBefore: (id: string, by: string, at: string) =>
    `incident ${id} was acknowledged by ${by} already, ${at}\n`,
  closed: (id: string) => `incident ${id} resolved manually; those who were notified of it are notified so\n`,
  closedBefore: (id: string, at: string, reason: string) =>
    `incident ${id} was resolved already, ${at} (${reason})\n`,
};
