export const job = {
  title: 'Job',
  /** Sections. */
  sections: {
    timeline: 'States over time',
    cause: 'Why it failed',
    fields: 'Details',
    raw: 'Input and operation',
    extra: 'Further fields of the API',
    story: 'Timeline',
    incidents: 'Incidents',
    runs: 'Last runs of this name',
  },
  fields: {
    target: 'Target',
    bucket: 'Bucket',
    region: 'Region',
    since: 'In this state since',
    firstSeen: 'First seen',
    changed: 'Last change seen',
    followed: 'Followed',
  },
  /** A field that the API left out. */
  absent: 'not given',
  console: 'The bucket in the Tencent Cloud console',
  alsoIn: 'The same job in other targets:',
  followed: {
    seen: 'yes, until it ends',
    ended: 'no, it has ended',
    'not-followed': 'no: it vanished, or was open for longer than followFor',
    'not-watched': 'no: its target is not in the configuration',
  },
  advice: {
    action: 'First',
    more: 'Read on',
    unknown: 'This code is not in the table of known codes; the message is all that is known.',
    unknownSilent: 'This code is not in the table of known codes; the API said nothing more.',
  },
  timeline: {
    describe: (states: number, span: string) =>
      `${states === 1 ? 'One state' : `${states} states`} in ${span}.`,
    columns: { state: 'State', from: 'From', lasted: 'For' },
    /** Of the last state, while it lasts. */
    untilNow: 'until now',
    /** Before the first state that was seen. */
    unseen: 'not yet observed',
    ended: 'the end',
    leftOut: (count: number) =>
      count === 1 ? '1 earlier change is left out.' : `${count} earlier changes are left out.`,
    moment: 'less than a second',
  },
  kinds: {
    observation: 'seen',
    transition: 'state',
    decision: 'decision',
    objects: 'objects',
    notification: 'message',
    attempt: 'attempt',
    incident: 'incident',
  },
  /** Before the command that shows all. */
  storyCut: (count: number) =>
    count === 1
      ? '1 earlier line is left out; all of them:'
      : `${count} earlier lines are left out; all of them:`,
  noIncidents: 'It belongs to no incident.',
  runs: {
    describe: (runs: number, name: string) =>
      runs === 1
        ? `How long the only job named ${name} ran.`
        : `How long the last ${runs} jobs named ${name} ran, the newest on the right.`,
    columns: { job: 'Job', state: 'State', created: 'Created', ran: 'Ran for' },
    here: 'this one',
    pendingDecisions: '–',
    key: { Success: 'succeeded', Failed: 'failed (hatched, ✕)', other: 'all others' },
    all: 'All jobs of this name',
  },
  missing: {
    title: 'There is no such job',
    text: 'It may be older than the initial scan, have been pruned after storage.retention, or belong to another target.',
    back: 'Look for it by name',
  },
};
