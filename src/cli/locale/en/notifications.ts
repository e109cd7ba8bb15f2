export const notifications = {
  none: 'no notifications\n',
  /** Id, state, made, receiver, recipient, what, incident, attempts, why. */
  columns: ['ID', 'STATE', 'MADE', 'RECEIVER', 'RECIPIENT', 'WHAT', 'INCIDENT', 'ATTEMPTS', 'WHY'],
  states: { waiting: 'waiting', sent: 'delivered', dead: 'undeliverable' },
  kinds: {
    opening: 'opened',
    update: 'update',
    reminder: 'reminder',
    escalation: 'escalation',
    closing: 'resolved',
    baseline: 'initial scan',
    test: 'test',
    report: 'report',
  },
  waits: {
    'under-way': 'on its way',
    'held-by-channel': 'held: its way cannot be used',
    'rate-capped': 'held by the rate',
    retry: 'tried again later',
    due: 'due',
  },
  /** Between why it waits and what was answered. */
  comma: ', ',
  what: (title: string, kind: string) => (title === '' ? kind : `${title} (${kind})`),
  /** Behind an answer. */
  hint: (hint: string) => ` (${hint})`,
  resent: (id: number) => `notification ${id} is due again: the same message, for that recipient only\n`,
  resentAll: (count: number) =>
    `${count} ${count === 1 ? 'notification is' : 'notifications are'} due again: the same messages, once each\n`,
  noneResent: 'nothing to send again: no such notification is undeliverable\n',
  /** One request takes a bounded number. */
  left: (count: number) => `${count} more are still undeliverable\nhint: run the same command again\n`,
  receiverRemoved: (count: number) =>
    `${count} stay undeliverable: their receiver is no longer configured\nhint: configure it again, then resend\n`,
  badSince: (text: string) =>
    `--since: "${text}" is no time\nhint: write 2h (ago), or 2026-11-23T09:15 in the configured timezone\n`,
  refused: {
    unknown: (id: number) =>
      `there is no notification ${id}\nhint: \`batchwatch notifications --state dead\` lists what can be resent\n`,
    'not-dead': (id: number) =>
      `notification ${id} is not undeliverable: it waits and is tried by itself, or was delivered\n` +
      'hint: `batchwatch notifications --state dead` lists what can be resent\n',
    'receiver-removed': (id: number) =>
      `the receiver of notification ${id} is no longer configured\nhint: configure it again, then resend\n`,
  },
};
