export const receivers = {
  title: 'Receivers',
  intro:
    'Who can be notified, and how things stand on each way. A test goes the real way and changes no incident.',
  details: {
    rules: 'Notified by',
    fallback: 'Fallback',
    severities: 'Severities',
    language: 'Language and zone',
    waiting: 'Waiting',
    undeliverable: 'Undeliverable',
    paused: 'Paused',
    pausedUntil: 'Paused until',
    lastDelivered: 'Last delivered',
    lastFailure: 'Last failure',
  },
  noRules: 'no rule: nothing notifies this receiver',
  /** The receivers that are notified in place of another one, and after which span. */
  fallback: (standIns: string, after: string) =>
    `${standIns}, when a message waits for ${after} or is undeliverable`,
  allSeverities: 'all',
  languages: { en: 'English', 'zh-CN': 'Chinese' },
  waiting: (messages: number) =>
    messages === 0 ? 'nothing' : messages === 1 ? '1 message' : `${messages} messages`,
  /** Before the time of the oldest message that waits. */
  oldest: 'the oldest of',
  /** The other side wants no message at this address any more. */
  isGone: 'until the configuration names another address',
  never: 'never',
  test: (receiver: string) => `Send a test to ${receiver}`,
  testAll: 'Send a test',
  /** Of one channel. */
  testOf: (receiver: string, channel: string) => `Send a test to ${receiver} on ${channel} alone`,
  testOne: (channel: string) => `Test ${channel} alone`,
  /** Above what became of a test. */
  tested: (receiver: string) => `Test sent to ${receiver}`,
  outcomes: { waiting: 'not delivered yet', sent: 'delivered', dead: 'undeliverable' },
  notAnswered: 'Not all have answered. Reload the page to see more.',
  refused: {
    'unknown-receiver': 'There is no such receiver. Nothing was sent.',
    'unknown-channel': 'The receiver has no such channel. Nothing was sent.',
    'unknown-incident': 'There is no such incident. Nothing was sent.',
    'no-message': 'No message about the incident was written yet. Nothing was sent.',
    'too-many': 'This receiver was tested several times in the last minute. Nothing was sent: wait a minute.',
  },
};
