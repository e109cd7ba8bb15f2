export const check = {
  effective: (file: string) => `effective configuration of ${file}`,
  nextRuns: 'next runs',
  online: 'online',
  /** Things with a schedule. */
  scheduled: {
    target: (name: string) => name,
    expectation: (name: string) => `expectation ${name}`,
    maintenance: (name: string) => `maintenance ${name}`,
    report: () => 'daily report',
  },
  /** The other sides that `--online` asks, and the store of `--store`. */
  probed: { target: (name: string) => `target ${name}`, store: 'store' },
  stored: { sound: 'all of it can be read', elsewhere: 'the database server checks it' },
  /** The answer of a channel about one recipient, without a message. */
  recipient: {
    taken: (text: string) => `not refused, and no message was sent: ${text}`,
    refused: (text: string) => `undeliverable: ${text}`,
    later: (text: string) => `not yet, but later: ${text}`,
    notNow: (text: string) => `not taken now: ${text}`,
    notByAddress: (text: string) => `refused, but not because of this address: ${text}`,
    unsure: (text: string) => `refused, perhaps not because of this address: ${text}`,
  },
  /** All of one width. */
  verdicts: { ok: 'ok    ', failed: 'failed', unasked: '-     ' },
  notAsked: 'cannot be verified without sending',
  answer: (probed: string, detail: string) => `${probed}: ${detail}`,
  hint: (hint: string) => ` (${hint})`,
  listRead: {
    newest: (jobId: string, state: string) => `the list can be read; the newest job is ${jobId} (${state})`,
    empty: 'the list can be read; no jobs yet',
  },
};
