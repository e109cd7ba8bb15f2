/** The text of `batchwatch receivers`. */
export const receivers = {
  /** Receiver, destination, who notifies it, severities, waiting, undeliverable, last delivered, last failure, paused, fallback. */
  columns: [
    'RECEIVER',
    'DESTINATION',
    'NOTIFIED BY',
    'SEVERITIES',
    'WAITING',
    'UNDELIVERABLE',
    'LAST DELIVERED',
    'LAST FAILURE',
    'PAUSED',
    'FALLBACK',
  ],
  noRules: 'no rule',
  allSeverities: 'all',
  waiting: (messages: number, oldest: string) => `${messages}, oldest ${oldest}`,
  never: 'never',
  failure: (at: string, answer: string) => `${at}, ${answer}`,
  paused: {
    until: (time: string) => `until ${time}`,
    /** The other side wants no message at this address any more. */
    gone: 'until the configuration names another address',
  },
  /** The receivers that are notified in place of another one, and after which span. */
  fallback: (standIns: string, after: string) => `${standIns} after ${after}`,
};
