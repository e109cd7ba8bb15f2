import type { NowWords } from '../../pages/now-words.ts';

export const now: NowWords = {
  title: 'Now',
  units: { d: 'd', h: 'h', min: 'min', s: 's' },
  ago: (span) => `${span} ago`,
  verdict: {
    open: (incidents) => (incidents === 1 ? '1 incident is open' : `${incidents} incidents are open`),
    allAcknowledged: (incidents) =>
      incidents === 1
        ? '1 incident is open, and somebody has it'
        : `${incidents} incidents are open, and somebody has each`,
    unwell: 'No incident is open, but the watcher is not well',
    well: 'Nothing is wrong',
  },
  since: 'Since',
  nobodyHas: (incidents) => `${incidents} of them ${incidents === 1 ? 'has' : 'have'} nobody yet.`,
  openTitle: 'Open incidents',
  nobody: 'Nobody has it yet',
  has: (who) => `${who} has it`,
  toldTo: (receivers) => `Told to ${receivers}`,
  toldNobody: 'Nobody was told yet',
  onItsWayTo: (receivers) => `On its way to ${receivers}`,
  notReached: (receivers) => `Could not be told: ${receivers}`,
  silenced: 'silenced',
  jobs: (all, unresolved) => {
    const jobs = all === 1 ? '1 job' : `${all} jobs`;
    return unresolved === all || unresolved === 0 ? jobs : `${jobs}, ${unresolved} of them still open`;
  },
  more: (incidents) => `and ${incidents} more`,
  closedTitle: 'Closed last',
  noneClosed: 'No incident was closed yet.',
  watcher: {
    title: 'Is the watcher well?',
    well: 'Yes: the store takes writes, every target is read, and no mail is held up or was given up.',
    unwell: 'No. This keeps it from knowing or from telling:',
    troubles: {
      unready: 'It is not ready.',
      targets: 'A target is not read as it should be.',
      stuck: 'Mail has waited for more than 10 minutes.',
      failing: 'Mail that waits was tried in vain.',
      dead: 'Mail was given up: somebody was not told.',
      incidents: 'An incident about the watcher itself is open.',
    },
    short: { well: 'The watcher is well.', unwell: 'The watcher is not well.', more: 'Why' },
    notReady: 'Not ready',
    targets: 'Targets, and how fresh what is known of them is',
    noTargets: 'No target is configured.',
    moreTargets: (targets) => (targets === 1 ? 'and 1 more' : `and ${targets} more`),
    columns: { target: 'Target', state: 'State', lastComplete: 'Last complete poll', next: 'Next poll' },
    fresh: 'read',
    failing: 'cannot be read since',
    overdue: 'overdue',
    notYet: 'not polled yet',
    never: 'never',
  },
  outbox: {
    title: 'Outbox',
    waiting: 'Waiting',
    oldest: 'Oldest that waits',
    dead: 'Given up',
  },
  live: {
    updated: 'Updated.',
    lost: 'The connection is lost. What you see may be out of date.',
    signedOut: 'You are signed out. What you see may be out of date: reload the page.',
    paused: 'Not updated while you write.',
  },
};
