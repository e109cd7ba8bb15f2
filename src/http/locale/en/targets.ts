import { html } from 'hono/html';
import type { Html } from '../../base/html.ts';
import { ENGLISH_LISTS } from '../../../render/words/locale/en.ts';

export const targets = {
  title: 'Targets',
  states: { up: 'Polled', failing: 'Polling failed', unpolled: 'Not polled yet' },
  details: {
    bucket: 'Bucket',
    lastPoll: 'Last poll',
    lastComplete: 'Last complete poll',
    next: 'Next polls',
    poller: 'Polled by',
    polls: 'Polls so far',
    failing: 'Failing since',
    cause: 'Cause',
    hint: 'What to do',
    clock: 'Clock',
    jobs: 'Jobs',
    oldest: 'Oldest open job',
    incidents: 'Incidents',
  },
  never: 'never',
  /** The replica that polls a target. */
  poller: { nobody: 'no replica now', visiting: 'visiting', since: (time: Html) => html`since ${time}` },
  ago: (span: string) => `${span} ago`,
  failedPolls: (polls: number) => (polls === 1 ? '1 poll in a row' : `${polls} polls in a row`),
  /** Of our clock against the server's. */
  clock: {
    ahead: (span: string) => `${span} ahead of the server's`,
    behind: (span: string) => `${span} behind the server's`,
    same: "the same as the server's",
  },
  units: ENGLISH_LISTS.units,
  noJobs: 'none known',
  allJobs: 'All its jobs',
  createdAt: 'created',
  incidents: (open: number) => (open === 0 ? 'none open' : `${open} open`),
  polls: {
    title: 'Last polls',
    all: 'More polls',
    columns: {
      ended: 'Ended',
      outcome: 'Outcome',
      requests: 'Requests',
      newJobs: 'New jobs',
      transitions: 'State changes',
      duration: 'Took',
    },
    outcomes: { complete: 'complete', failed: 'failed', aborted: 'cut short by a stop' },
    none: 'No poll has ended yet.',
    seconds: (seconds: string) => `${seconds} s`,
  },
  back: 'All targets',
  unknown: {
    title: 'There is no such target',
    text: 'It is not in the configuration, or was removed from it.',
  },
};
