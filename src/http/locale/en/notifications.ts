export const notifications = {
  title: 'Notifications',
  tabsLabel: 'Notifications by state',
  tabs: { waiting: 'Waiting', sent: 'Sent', dead: 'Undeliverable', all: 'All' },
  empty: {
    waiting: 'Nothing waits to be sent.',
    sent: 'Nothing was sent yet, or it is pruned.',
    dead: 'Nothing is undeliverable.',
    all: 'Nothing was notified yet.',
  },
  filter: {
    receiver: 'Receiver',
    channel: 'Channel',
    everybody: 'All',
    apply: 'Show',
    /** Before the id of the incident that is asked for. */
    incident: 'Only incident',
    lift: 'Show all',
    noSuch: {
      receiver: (known: readonly string[]) => `No such receiver. There are: ${known.join(', ')}.`,
      channel: (known: readonly string[]) => `No such channel. There are: ${known.join(', ')}.`,
    },
  },
  states: { waiting: 'Waiting', sent: 'Sent', dead: 'Undeliverable' },
  details: {
    receiver: 'Receiver',
    recipient: 'Recipient',
    created: 'Written',
    sent: 'Delivered',
    dead: 'Undeliverable since',
    waits: 'Waits because',
    next: 'Next attempt',
    since: 'Since',
    answer: 'Last answer',
    id: 'Message-ID',
  },
  waits: {
    'under-way': 'It is being offered right now.',
    'held-by-channel': 'Its way as a whole cannot be used. It goes out as soon as another message does.',
    'rate-capped': 'It is due, but as many messages as allowed went out just before.',
    retry: 'The last attempt failed. It is tried again by itself.',
    due: 'It is due now.',
  },
  attempts: (shown: number, all: number) =>
    shown === all ? `Attempts: ${all}` : `Attempts: the last ${shown} of ${all}`,
  outcomes: {
    delivered: 'delivered',
    temporary: 'failed, tried again',
    permanent: 'undeliverable',
    'cut-off': 'not known: cut off, or under way',
  },
  resend: {
    button: 'Send again',
    effect: 'The same message is tried again at once, for this recipient only.',
    done: 'It is sent again now.',
    refused: {
      unknown: 'There is no such notification any more. Nothing has been done.',
      'not-dead': 'It is not undeliverable: it waits, or was delivered. Nothing has been done.',
      'receiver-removed': 'Its receiver is no longer configured. Nothing has been done.',
    },
    /** Of all that is undeliverable: to everybody, or to one receiver. */
    all: {
      button: 'Send all undeliverable again',
      buttonTo: (receiver: string) => `Send all undeliverable to ${receiver} again`,
      effect: 'The same messages are tried again at once, each for its recipient only.',
      done: (count: number) => `${count} ${count === 1 ? 'notification is' : 'notifications are'} due again.`,
      none: 'No notification was undeliverable. Nothing has been done.',
      /** The number that stays undeliverable, and the reason. */
      left: (count: number) => `${count} more ${count === 1 ? 'is' : 'are'} still undeliverable: send again.`,
      receiverRemoved: (count: number) =>
        `${count} ${count === 1 ? 'stays' : 'stay'} undeliverable: the receiver is no longer configured.`,
    },
  },
  older: 'Older',
  newest: 'Newest',
  pendingDecisions: {
    title: 'Not notified',
    about: 'What was recently not notified, or is held, and why.',
    none: 'Nothing was held back.',
    columns: { when: 'When', job: 'Job', state: 'State', rule: 'Rule', receiver: 'Receiver', why: 'Why' },
    /** Never notified, or not yet. */
    kinds: { suppressed: 'Not notified', held: 'Not notified yet' },
    suppressed: {
      'suppressed-baseline':
        'The initial scan of the target found it in this state, and its `firstRun` is `silent`.',
      'already-told-by-earlier-rule': 'An earlier rule already notifies this receiver.',
      'rule-tells-nobody': 'The rule that matched has no receivers, so it notifies nobody.',
      'no-rule-matched': 'No rule asks for such a job.',
      'receiver-removed': 'The receiver was removed from the configuration before the message was written.',
      'severity-not-taken': 'No channel of the receiver takes messages of its severity (`severities`).',
      silenced: 'A silence covered it until its incident was resolved.',
      maintenance: 'A maintenance window covered it until its incident was resolved.',
      flapping: 'The job changes so often that one message stands for all changes.',
      'recovered-before-told': 'It was resolved while its first notification was held to gather more.',
      'closed-before-told': 'Its incident was resolved manually before its first notification.',
      'objects-not-counted': 'It succeeded. Whether single objects failed could not be found out.',
      'superseded-before-told': 'A newer run of the same job succeeded before the first notification.',
    },
    held: {
      grouped: 'The notification gathers more, or its group was notified a moment ago.',
      silenced: 'A silence covers it. What is still open when the silence ends is notified then.',
      maintenance: 'A maintenance window covers it. What is still open when it ends is notified then.',
      quiet: 'Quiet hours hold it. It is notified when they end.',
      flapping: 'The job changes too often. It is notified when the job has settled.',
      acknowledged: 'The incident is acknowledged, so there are no reminders.',
    },
  },
};
