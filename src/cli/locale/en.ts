import { receivers } from './en/receivers.ts';
import { status } from './en/status.ts';

/** The text of all commands in English. */
export const ENGLISH = {
  /** A fault that ended a command. */
  fault: { bug: (what: string) => `this is a bug: ${what}`, hint: (hint: string) => `hint: ${hint}` },
  /** Names that nobody is configured by. */
  names: {
    unknown: {
      target: (name: string) => `no target is called ${name}\n`,
      receiver: (name: string) => `no receiver is called ${name}\n`,
    },
    near: (name: string) => `hint: did you mean ${name}?\n`,
    known: (names: readonly string[]) => `hint: there are: ${names.join(', ')}\n`,
  },
  author: { ask: (user: string) => (user === '' ? 'Your name: ' : `Your name [${user}]: `) },
  jobs: {
    unknownState: (state: string, known: readonly string[]) =>
      `no job is in a state ${state}\nhint: the states of the API are ${known.join(', ')}; unknown: any other\n`,
    /** Nothing matches what was asked for. */
    none: 'no jobs',
    columns: { target: 'TARGET', since: 'SINCE' },
    notFollowed: (state: string) => `${state} (not followed)`,
  },
  check: {
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
  },
  testNotification: {
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
  },
  incidents: {
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
    closed: (id: string) =>
      `incident ${id} resolved manually; those who were notified of it are notified so\n`,
    closedBefore: (id: string, at: string, reason: string) =>
      `incident ${id} was resolved already, ${at} (${reason})\n`,
  },
  silence: {
    none: 'no silences\n',
    /** Id, state, from, until, match, author, note. */
    columns: ['ID', 'STATE', 'FROM', 'UNTIL', 'MATCH', 'AUTHOR', 'NOTE'],
    states: { pending: 'pending', active: 'active', expired: 'expired' },
    /** `from` is given when it is still to begin. */
    added: (
      id: number,
      matchers: string,
      { from, until, span }: { from: string | undefined; until: string; span: string },
    ) =>
      `silence ${id} added: ${matchers}, ${from === undefined ? '' : `from ${from} `}until ${until} (${span})\n`,
    noSuchTarget: (glob: string, near: string | undefined) =>
      `note: no target is called ${glob}${near === undefined ? '' : `; did you mean ${near}?`}\n`,
    /** `known`: what there is, or what is near. */
    noSuchValue: (key: string, glob: string, known: readonly string[]) =>
      `note: no ${key} is called ${glob}; ${known.length === 1 ? `did you mean ${known[0]}?` : `there are: ${known.join(', ')}`}\n`,
    /** A silence that somebody ended before its time. */
    endedBy: (state: string, by: string) => `${state} (ended by ${by})`,
    expired: (id: number) => `silence ${id} ended; what is still open is notified\n`,
    nothingToExpire: (id: number) =>
      `there is no silence ${id}, or it is over\nhint: \`batchwatch silence list --all\` lists them\n`,
    forOrUntil: 'give either --for or --until\n',
    badTime: (option: string, text: string) =>
      `${option}: "${text}" is no time\n` +
      'hint: write 2026-11-23T08:00+08:00, or "2026-11-23 08:00" in the configured timezone\n',
    over: 'the silence would be over already: --until must be in the future\n',
    endsFirst: 'the silence would end before it begins: --until must be after --from\n',
    /** In place of matchers that the store has lost. */
    damaged: '(damaged: silences nothing)',
    tooFar: 'the silence would end more than a year from now: a silence lasts a year at most\n',
    longBegun: 'the silence would have begun more than a year ago: choose a later --from\n',
  },
  notifications: {
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
  },
  receivers,
  status,
  explain: {
    noStore: (id: string, path: string) => `no job ${id}: there is no store at ${path} yet`,
    unknown: (id: string, path: string) =>
      `no job ${id} in ${path}, nor an incident whose id begins so\n` +
      'hint: `batchwatch jobs` lists what is known; a job older than the first window, or pruned, is not.',
    ambiguous: (prefix: string) => `more than one incident begins with ${prefix}:`,
    job: ({
      id,
      name,
      type,
      target,
      state,
    }: Readonly<Record<'id' | 'name' | 'type' | 'target' | 'state', string>>) =>
      `${id} "${name}" (${type}), target ${target}: ${state}`,
    noType: 'no type',
    incident: ({
      id,
      rule,
      severity,
      state,
      group,
      since,
    }: Readonly<Record<'id' | 'rule' | 'severity' | 'state' | 'group' | 'since', string>>) =>
      `incident ${id}: ${state}, since ${since}, by rule ${rule} (${severity}); ${group}`,
  },
  rotateKeys: {
    done:
      'new keys for links and sessions are in the store; a running daemon uses them within two seconds\n' +
      'links in messages written so far no longer acknowledge, and everybody signs in again\n',
  },
  storeCopy: {
    columns: ['TABLE', 'ROWS', 'SHA-256'],
    done: (from: string, to: string) =>
      `copied ${from} to ${to}: every table there has the same rows\n` +
      'to go on with the copy, set storage.url to it and start; the store of before is as it was\n',
  },
  replay: {
    badSpan:
      'error: --since and --until take a span before now (7d) or a time (2026-11-23, 2026-11-23T09:15, ' +
      '2026-11-23T09:15:00Z), and --since comes first\n',
    title: (since: string, until: string, file: string) => `Replay of ${since} to ${until}, by ${file}`,
    played: ({
      transitions,
      polls,
      silences,
      interventions,
    }: {
      transitions: number;
      polls: number;
      silences: number;
      interventions: number;
    }) =>
      `played: ${transitions} transitions of ${polls} polls, ${silences} silences, ` +
      `${interventions} acknowledgements and manual resolutions`,
    day: (date: string) => `${date}, day`,
    night: (date: string, hours: string) => `${date}, night (${hours})`,
    messages: (count: number) =>
      count === 0 ? 'no messages' : count === 1 ? '1 message' : `${count} messages`,
    /**
     * Messages that would be sent, those of them at night, messages that were sent, those of them at night, and the
     * receiver.
     */
    columns: ['WOULD BE SENT', 'AT NIGHT', 'WERE SENT', 'AT NIGHT', 'TO'],
    allMessages: 'all messages',
    notNotified: (reasons: string) => `held or not notified: ${reasons}`,
    foreign: (transitions: number) =>
      `left out: ${transitions} transitions of targets that are not configured`,
    missed: (interventions: number) =>
      `left out: ${interventions} acknowledgements or resolutions of incidents that do not exist by these rules`,
    /** Limits of a replay, one line each. */
    approximate: [
      'approximate: input, operation and queue of a job are as they were seen last; what was pruned is missing',
      'approximate: each message counts as delivered at once, and a poll as over when it last saw a change',
      'approximate: each poll is taken for complete, and none for missing; failed objects are known where they were asked for then',
      'left out on both sides: notifications of no job (the watcher itself, expectations, the daily report)',
    ],
  },
};

export type CliWords = typeof ENGLISH;
