import type { Html } from '../../base/html.ts';
import { ENGLISH_LISTS } from '../../../render/words/locale/en.ts';
import { html } from 'hono/html';
import { MOST_COUNTED, type BadJobs } from '../../../store/jobs/uncovered-jobs.ts';

const count = (jobs: number) =>
  jobs > MOST_COUNTED ? `more than ${MOST_COUNTED.toLocaleString('en')}` : jobs.toLocaleString('en');

const jobsOf = ({ paused, failed }: BadJobs) =>
  [paused > 0 ? `${count(paused)} paused` : [], failed > 0 ? `${count(failed)} failed` : []]
    .flat()
    .join(', ');

export const now = {
  title: 'Overview',
  units: ENGLISH_LISTS.units,
  /** A span as text, before now. */
  ago: (span: string) => `${span} ago`,
  /** The answer to the first question, and the one most needed at night. */
  verdict: {
    open: (incidents: number) => (incidents === 1 ? '1 incident is open' : `${incidents} incidents are open`),
    allAcknowledged: (incidents: number) =>
      incidents === 1
        ? '1 incident is open, acknowledged'
        : `${incidents} incidents are open, all acknowledged`,
    unwell: 'No incident is open, but the monitor has problems',
    /** Jobs are bad, and no incident has them. */
    uncovered: 'No incident is open, but jobs are failed or paused',
    /** A rule without receivers hides what is bad. */
    ignored: 'No incident is open',
    well: 'All clear',
  },
  /** Bad jobs without an incident: their number, the reason, and the time in which they count. */
  uncovered: {
    all: (jobs: BadJobs) => `Jobs without an incident: ${jobsOf(jobs)}`,
    'no-rule': (jobs: BadJobs) => `No rule matches: ${jobsOf(jobs)}`,
    'not-followed': (jobs: BadJobs) => `No longer followed: ${jobsOf(jobs)}`,
    ignored: (jobs: BadJobs) => `Ignored by a rule without receivers: ${jobsOf(jobs)}`,
    counted: 'Paused jobs count while they are paused, failed ones for 7 days.',
  },
  /** The time of the page. */
  asOf: (time: Html) => html`As of ${time}`,
  /** Before the moment since when the oldest is open. */
  since: 'Since',
  nobodyHas: (incidents: number) => `${incidents} unacknowledged`,
  openTitle: 'Open incidents',
  has: (who: string) => `Acknowledged by ${who}`,
  notifiedTo: (receivers: string) => `Notified: ${receivers}`,
  notifiedNobody: 'Not notified yet',
  onItsWayTo: (receivers: string) => `Being notified: ${receivers}`,
  notReached: (receivers: string) => `Not notified: ${receivers} (undeliverable)`,
  silenced: 'silenced',
  jobs: (all: number, unresolved: number) => {
    const jobs = all === 1 ? '1 job' : `${all} jobs`;
    return unresolved === all || unresolved === 0 ? jobs : `${jobs}, ${unresolved} of them still open`;
  },
  more: (incidents: number) => `and ${incidents} more`,
  closedTitle: 'Recently resolved',
  noneClosed: 'No incident has been resolved yet.',
  monitoring: {
    title: 'Monitor health',
    well: 'Healthy: the store takes writes, every target is polled, and no message is held up or undeliverable.',
    unwell: 'This keeps Batchwatch from knowing or from notifying:',
    troubles: {
      unready: 'It is not ready.',
      config: 'The changed configuration was refused; the previous one is in use.',
      targets: 'A target is not polled as it should be.',
      stuck: 'Messages have waited for more than 10 minutes.',
      recipients: 'Messages to some recipients have waited for more than 10 minutes: they are not accepted.',
      failing: 'Messages that wait were tried in vain.',
      dead: 'Messages are undeliverable: somebody was not notified.',
      incidents: 'An incident about the monitor itself is open.',
    },
    /** One line, for pages where something else comes first. */
    short: { well: 'The monitor is healthy.', unwell: 'The monitor has problems.', more: 'Why' },
    notReady: 'Not ready',
    targets: 'Targets and the age of their data',
    noTargets: 'No target is configured.',
    moreTargets: (targets: number) => (targets === 1 ? 'and 1 more' : `and ${targets} more`),
    columns: { target: 'Target', state: 'State', lastComplete: 'Last complete poll', next: 'Next poll' },
    fresh: 'polled',
    failing: 'polling failed',
    overdue: 'overdue',
    notYet: 'not polled yet',
    never: 'never',
  },
  outbox: {
    title: 'Outbox',
    waiting: 'Waiting',
    oldest: 'Oldest that waits',
    dead: 'Undeliverable',
  },
  /** The page on itself, while it keeps itself up to date. */
  live: {
    updated: 'Updated.',
    lost: 'The connection is lost. What you see may be out of date.',
    signedOut: 'You are signed out. What you see may be out of date: reload the page.',
    paused: 'Not updated while you write.',
  },
};

export type NowWords = typeof now;
