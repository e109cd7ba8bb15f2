import type { Language } from '../../core/message/message.ts';
import { access } from './en/access.ts';
import { apiReference } from './en/api-reference.ts';
import { configuration } from './en/configuration.ts';
import { incident } from './en/incident.ts';
import { incidents } from './en/incidents.ts';
import { job } from './en/job.ts';
import { jobs } from './en/jobs.ts';
import { notifications } from './en/notifications.ts';
import { now } from './en/now.ts';
import { receivers } from './en/receivers.ts';
import { silences } from './en/silences.ts';
import { targets } from './en/targets.ts';

/** The pages in English. */
export const ENGLISH = {
  /** BCP 47. */
  tag: 'en' as Language,
  /** A note in brackets. */
  note: (what: string, note: string) => `${what} (${note})`,
  /** Around a note. */
  brackets: [' (', ')'] as [open: string, close: string],
  /** Between what something is called and what it says. */
  colon: ': ',
  /** Between the items of a list. */
  comma: ', ',
  /** Between the parts of a sentence. */
  clause: ', ',
  /** Names the zone of all times on the page, once. */
  zone: (timezone: string) => `Times in ${timezone}`,
  states: { open: 'Unacknowledged', acknowledged: 'Acknowledged', closed: 'Resolved' },
  details: {
    incident: 'Incident',
    rule: 'Rule',
    notifiedTo: 'Notified',
    acknowledged: 'Acknowledged',
    closed: 'Resolved',
  },
  closedBecause: {
    recovered: 'resolved',
    superseded: 'a newer run succeeded',
    resumed: 'resumed',
    ended: 'resolved; not all of its jobs recovered',
    vanished: 'no longer listed by the API',
    outlived: 'no longer followed',
    'target-removed': 'no longer watched',
    manual: 'resolved manually',
    aged: 'closed by age: nothing was new for long',
  },
  acknowledge: {
    /** The effect of a click. */
    offer: (receiver: string) => `Acknowledge as ${receiver}?`,
    button: 'Acknowledge',
    done: (receiver: string) => `Acknowledged by ${receiver}.`,
    /** Somebody has it already. */
    taken: (who: string) => `Acknowledged by ${who} already. There is nothing left to do here.`,
    over: 'This incident is resolved. There is nothing left to acknowledge.',
    effect:
      'Reminders and escalation stop. Nobody is notified of this; all are notified when it is resolved.',
  },
  refused: {
    forged: {
      title: 'This link is not valid',
      text: 'It was changed or cut off on its way. Nothing has been done. Copy the whole link from the message.',
    },
    expired: {
      title: 'This link has expired',
      text: 'Nothing has been done. A later message of the same incident brings a new link.',
    },
    unknown: {
      title: 'There is no such incident',
      text: 'Nothing has been done. It may be from before the store was set up again.',
    },
    tooLarge: { title: 'That was too much', text: 'Nothing has been done.' },
  },
  /** Before the command line that does the same. */
  byCommand: 'The same by command:',
  bar: {
    skip: 'Go to the content',
    label: 'Pages',
    sections: {
      now: 'Overview',
      incidents: 'Incidents',
      jobs: 'Jobs',
      notifications: 'Notifications',
      receivers: 'Receivers',
      silences: 'Silences',
      targets: 'Targets',
      configuration: 'Configuration',
    },
  },
  /** Of lists that are too long for a page. */
  paging: {
    part: ({ first, last, all }: Readonly<Record<'first' | 'last' | 'all', number>>) =>
      `${first} to ${last} of ${all}`,
    previous: 'Previous',
    next: 'Next',
  },
  access,
  pages: {
    now,
    incident,
    incidents,
    nowhere: {
      title: 'There is no such page',
      text: 'The address may be mistyped, or from another version.',
    },
    job,
    jobs,
    notifications,
    receivers,
    silences,
    targets,
    configuration,
    apiReference,
  },
};

export type PageWords = typeof ENGLISH;
