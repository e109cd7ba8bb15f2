import type { CliWords } from './catalogue.ts';

/** What commands print, in English. */
export const ENGLISH: CliWords = {
  fault: { bug: (what) => `this is a bug: ${what}`, hint: (hint) => `hint: ${hint}` },
  names: {
    unknown: {
      target: (name) => `no target is called ${name}\n`,
      receiver: (name) => `no receiver is called ${name}\n`,
    },
    near: (name) => `hint: did you mean ${name}?\n`,
    known: (names) => `hint: there are: ${names.join(', ')}\n`,
  },
  author: { ask: (user) => (user === '' ? 'Your name: ' : `Your name [${user}]: `) },
  jobs: {
    unknownState: (state, known) =>
      `no job is in a state ${state}\nhint: the states of the API are ${known.join(', ')}; unknown: any other\n`,
    none: 'no jobs',
    columns: { target: 'TARGET', since: 'SINCE' },
    notFollowed: (state) => `${state} (not followed)`,
  },
  check: {
    effective: (file) => `effective configuration of ${file}`,
    nextRuns: 'next runs',
    online: 'online',
    scheduled: {
      target: (name) => name,
      expectation: (name) => `expectation ${name}`,
      maintenance: (name) => `maintenance ${name}`,
      report: () => 'daily report',
    },
    probed: { target: (name) => `target ${name}`, smtp: 'smtp', recipient: (address) => `smtp ${address}` },
    recipient: {
      taken: (text) => `not refused, and no mail was sent: ${text}`,
      refused: (text) => `undeliverable: ${text}`,
      later: (text) => `not yet, but later: ${text}`,
      notNow: (text) => `not taken now: ${text}`,
      notByAddress: (text) => `refused, but not because of this address: ${text}`,
      unsure: (text) => `refused, perhaps not because of this address: ${text}`,
    },
    verdicts: { ok: 'ok    ', failed: 'failed' },
    answer: (probed, detail) => `${probed}: ${detail}`,
    hint: (hint) => ` (${hint})`,
    listRead: {
      newest: (jobId, state) => `the list can be read; the newest job is ${jobId} (${state})`,
      empty: 'the list can be read; no jobs yet',
    },
    noMailServer: 'no mail server is configured',
  },
  testNotification: {
    noReceiver: (name, file) => `no receiver ${name} in ${file}\n`,
    gone: 'the message is gone from the outbox',
    notTried: (recipient) => `${recipient}: not tried yet; it stays in the outbox`,
    lastFailure: (answer) => `the mail server refused the last message: ${answer}`,
    noVerdict: 'no verdict yet',
    outcomes: { delivered: 'delivered', temporary: 'temporary', permanent: 'permanent' },
    verdict: (recipient, verdict) => `${recipient}: ${verdict}`,
    reason: (verdict, reason) => `${verdict} (${reason})`,
    attempt: (verdict, response) => `${verdict}: ${response}`,
    advised: (verdict, hint) => `${verdict} (${hint})`,
    triedAgain: (verdict) => `${verdict}; it stays in the outbox and is tried again`,
  },
  incidents: {
    none: 'no incidents\n',
    columns: ['INCIDENT', 'STATE', 'SINCE', 'RULE', 'WHAT', 'JOBS', 'NOTIFIED', 'ACKNOWLEDGED BY'],
    states: { open: 'unacknowledged', acknowledged: 'acknowledged', closed: 'resolved' },
    silenced: (state) => `${state} (silenced)`,
    resolved: (how) => `resolved (${how})`,
    closeReasons: {
      recovered: 'recovered',
      superseded: 'superseded',
      hand: 'manually',
      aged: 'by age',
    },
    onItsWay: (receiver) => `(on its way to ${receiver})`,
    notReached: (receiver) => `(not notified: ${receiver})`,
    jobs: (all, open) => (open === all || open === 0 ? String(all) : `${all}, ${open} open`),
    tooShort: (id, shortest) =>
      `"${id}" is too short for an incident: give its id, or at least its first ${shortest} characters\n` +
      'hint: `batchwatch incidents` lists them\n',
    unknown: (id) => `no incident ${id}\nhint: \`batchwatch incidents --state all\` lists what is known\n`,
    ambiguous: (id, ids, others) =>
      `${id} may be one of ${ids.length + others} incidents: ${ids.join(', ')}${others > 0 ? ' …' : ''}\n`,
    acknowledged: (id, by) =>
      `incident ${id} acknowledged by ${by}: no more reminders, no escalation; its resolution is still notified\n`,
    acknowledgedBefore: (id, by, at) => `incident ${id} was acknowledged by ${by} already, ${at}\n`,
    closed: (id) => `incident ${id} resolved manually; those who were notified of it are notified so\n`,
    closedBefore: (id, at, reason) => `incident ${id} was resolved already, ${at} (${reason})\n`,
  },
  silence: {
    none: 'no silences\n',
    columns: ['ID', 'STATE', 'FROM', 'UNTIL', 'MATCH', 'AUTHOR', 'NOTE'],
    states: { pending: 'pending', active: 'active', expired: 'expired' },
    added: (id, matchers, { from, until, span }) =>
      `silence ${id} added: ${matchers}, ${from === undefined ? '' : `from ${from} `}until ${until} (${span})\n`,
    noSuchTarget: (glob, near) =>
      `note: no target is called ${glob}${near === undefined ? '' : `; did you mean ${near}?`}\n`,
    noSuchValue: (key, glob, known) =>
      `note: no ${key} is called ${glob}; ${known.length === 1 ? `did you mean ${known[0]}?` : `there are: ${known.join(', ')}`}\n`,
    endedBy: (state, by) => `${state} (ended by ${by})`,
    expired: (id) => `silence ${id} ended; what is still open is notified\n`,
    nothingToExpire: (id) =>
      `there is no silence ${id}, or it is over\nhint: \`batchwatch silence list --all\` lists them\n`,
    forOrUntil: 'give either --for or --until\n',
    badTime: (option, text) =>
      `${option}: "${text}" is no time\n` +
      'hint: write 2026-11-23T08:00+08:00, or "2026-11-23 08:00" in the configured timezone\n',
    over: 'the silence would be over already: --until must be in the future\n',
    endsFirst: 'the silence would end before it begins: --until must be after --from\n',
    damaged: '(damaged: silences nothing)',
    tooFar: 'the silence would end more than a year from now: a silence lasts a year at most\n',
    longBegun: 'the silence would have begun more than a year ago: choose a later --from\n',
  },
  notifications: {
    none: 'no notifications\n',
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
      'held-by-channel': 'held: the mail server cannot be used',
      'rate-capped': 'held by the rate',
      retry: 'tried again later',
      due: 'due',
    },
    comma: ', ',
    what: (title, kind) => (title === '' ? kind : `${title} (${kind})`),
    hint: (hint) => ` (${hint})`,
    resent: (id) => `notification ${id} is due again: the same mail, for that recipient only\n`,
    resentAll: (count) =>
      `${count} ${count === 1 ? 'notification is' : 'notifications are'} due again: the same mails, once each\n`,
    noneResent: 'nothing to send again: no such notification is undeliverable\n',
    left: (count) => `${count} more are still undeliverable\nhint: run the same command again\n`,
    receiverRemoved: (count) =>
      `${count} stay undeliverable: their receiver is no longer configured\nhint: configure it again, then resend\n`,
    badSince: (text) =>
      `--since: "${text}" is no time\nhint: write 2h (ago), or 2026-11-23T09:15 in the configured timezone\n`,
    refused: {
      unknown: (id) =>
        `there is no notification ${id}\nhint: \`batchwatch notifications --state dead\` lists what can be resent\n`,
      'not-dead': (id) =>
        `notification ${id} is not undeliverable: it waits and is tried by itself, or was delivered\n` +
        'hint: `batchwatch notifications --state dead` lists what can be resent\n',
      'receiver-removed': (id) =>
        `the receiver of notification ${id} is no longer configured\nhint: configure it again, then resend\n`,
    },
  },
  explain: {
    noStore: (id, path) => `no job ${id}: there is no store at ${path} yet`,
    unknown: (id, path) =>
      `no job ${id} in ${path}, nor an incident whose id begins so\n` +
      'hint: `batchwatch jobs` lists what is known; a job older than the first window, or pruned, is not.',
    ambiguous: (prefix) => `more than one incident begins with ${prefix}:`,
    job: ({ id, name, type, target, state }) => `${id} "${name}" (${type}), target ${target}: ${state}`,
    noType: 'no type',
  },
  rotateKeys: {
    done:
      'new keys for links and sessions are in the store; a running daemon uses them within two seconds\n' +
      'links in mails written so far no longer acknowledge, and everybody signs in again\n',
  },
  replay: {
    badSpan:
      'error: --since and --until take a span before now (7d) or a time (2026-11-23, 2026-11-23T09:15, ' +
      '2026-11-23T09:15:00Z), and --since comes first\n',
    title: (since, until, file) => `Replay of ${since} to ${until}, by ${file}`,
    played: ({ transitions, polls, silences, interventions }) =>
      `played: ${transitions} transitions of ${polls} polls, ${silences} silences, ` +
      `${interventions} acknowledgements and manual resolutions`,
    day: (date) => `${date}, day`,
    night: (date, hours) => `${date}, night (${hours})`,
    mails: (count) => (count === 0 ? 'no mails' : count === 1 ? '1 mail' : `${count} mails`),
    columns: ['WOULD BE SENT', 'AT NIGHT', 'WERE SENT', 'AT NIGHT', 'TO'],
    allMails: 'all mails',
    notNotified: (reasons) => `held or not notified: ${reasons}`,
    foreign: (transitions) => `left out: ${transitions} transitions of targets that are not configured`,
    missed: (interventions) =>
      `left out: ${interventions} acknowledgements or resolutions of incidents that do not exist by these rules`,
    approximate: [
      'approximate: input, operation and queue of a job are as they were seen last; what was pruned is missing',
      'approximate: each mail is taken for delivered at once, and a poll for over when it last saw news',
      'approximate: each poll is taken for complete, and none for missing; failed objects are known where they were asked for then',
      'left out on both sides: notifications of no job (the watcher itself, expectations, the daily report)',
    ],
  },
};
