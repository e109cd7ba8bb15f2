export const testNotification = {
  noReceiver: (name: string, file: string) => `no receiver ${name} in ${file}\n`,
  gone: 'the message is gone from the outbox',
  noChannel: (receiver: string, channel: string) => `receiver ${receiver} has no channel ${channel}\n`,
  refused: {
    'unknown-incident': (incident: string) => `no incident ${incident}\n`,
    'no-message': (incident: string) =>
      `no message about incident ${incident} was written yet: it is held, or notifies nobody\n` +
      'hint: the page of the incident says why\n',
    'too-many': () => 'others have just tested this receiver\nhint: wait a minute\n',
  },
  notTried: (destination: string) => `${destination}: not tried yet; it stays in the outbox`,
  /** The last answer there, to another message. */
  lastFailure: (destination: string, answer: string) =>
    `${destination}: the last message was not taken: ${answer}`,
  noVerdict: 'no verdict yet',
  outcomes: { delivered: 'delivered', temporary: 'temporary', permanent: 'permanent' },
  verdict: (recipient: string, verdict: string) => `${recipient}: ${verdict}`,
  reason: (verdict: string, reason: string) => `${verdict} (${reason})`,
  attempt: (verdict: string, response: string) => `${verdict}: ${response}`,
  advised: (verdict: string, hint: string) => `${verdict} (${hint})`,
  triedAgain: (verdict: string) => `${verdict}; it stays in the outbox and is tried again`,
};
