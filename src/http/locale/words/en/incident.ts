import type { IncidentWords } from '../../types/incident-words.ts';

const FAULTS = {
  auth: ' (the credentials were refused)',
  throttled: ' (too many requests)',
  timeout: ' (no answer in time)',
  network: ' (no connection)',
  server: ' (a fault of the service)',
  malformed: ' (malformed answer)',
  refused: '',
} as const;

export const incident: IncidentWords = {
  title: 'Incident',
  whole: 'The whole incident: jobs, reasons, recipients',
  actions: {
    title: 'What to do',
    acknowledge: 'Acknowledge',
    acknowledgeEffect: 'Reminders and escalation stop. All are notified when it is resolved.',
    silence: 'Silence it for a time',
    close: 'Resolve manually',
    closeEffect:
      'For what nothing else ends. Those who were notified of it are notified that it is resolved.',
    closeButton: 'Resolve the incident',
  },
  fields: { author: 'Your name', comment: 'Note' },
  details: { title: 'Details', labels: 'Grouped by', lasted: 'Lasted' },
  labels: {
    target: 'target',
    state: 'state',
    code: 'code',
    queueId: 'queue',
    workflowId: 'workflow',
    type: 'type',
    name: 'name',
    jobId: 'job',
  },
  why: {
    title: 'Why',
    action: (action) => `First: ${action}`,
    more: (code) => `More on ${code}`,
    unknown: 'not in the table of known codes; the API said nothing more.',
    unknownMessage: 'not in the table of known codes; the API said:',
    apiMessage: 'The API said:',
    noCode: 'No error code; the API said:',
    moreMessages: (count) =>
      count === 1
        ? '1 more message is on the page of its job.'
        : `${count} more messages are on the pages of the jobs.`,
    queue: (name, state) => `Queue ${name} is ${state}.`,
    queueNotFound: (name, lists) => `Queue ${name} was not found in ${lists}.`,
    queueNotAsked: (name, why) => `Queue ${name} could not be asked: ${why}.`,
    fault: ({ code, kind, action }) =>
      kind === 'right-missing' ? `${code}; allow ${action}` : `${code}${FAULTS[kind]}`,
    asked: 'Asked',
  },
  jobs: {
    title: 'Jobs',
    none: 'It is about the monitor itself, or about what did not come, and has no jobs.',
    columns: { job: 'Job', toldFor: 'Notified for', now: 'Now', since: 'Since' },
    flapping: 'flapping',
    objects: (failed, total) =>
      total === 0
        ? `at least ${failed} ${failed === 1 ? 'object' : 'objects'} failed`
        : `${failed} of ${total} ${total === 1 ? 'object' : 'objects'} failed`,
    more: (jobs) =>
      jobs === 1 ? '1 more job is not listed here.' : `${jobs} more jobs are not listed here.`,
  },
  events: {
    title: 'Timeline',
    opened: (reason) => `Opened (${reason})`,
    notified: (who, kind) => `Notified ${who}: ${kind}`,
    held: (receiver, why) => `Not notified yet: ${receiver} (${why})`,
    dropped: (receiver, reason) => `Not notified: ${receiver} (${reason})`,
    covered: (why) => `Covered as a whole: ${why}`,
    uncovered: 'No longer covered by a silence or maintenance',
    acknowledged: (by) => `Acknowledged by ${by}`,
    escalated: (receiver, reason) => `Escalated to ${receiver}: ${reason}`,
    closed: (reason) => `Resolved: ${reason}`,
    closedBy: (by) => `Resolved manually by ${by}`,
    flapping: 'A job flaps: single changes send no notification',
    resent: (detail) => `Undeliverable before, to be sent again: ${detail}`,
    settled: (state) => `The job that flapped has settled in ${state}`,
    until: 'until',
    by: (held, what) => `${held} by ${what}`,
  },
  mails: {
    title: 'Notifications',
    none: 'Not notified yet.',
    to: (receiver) => `To ${receiver}`,
    states: { pending: 'waiting', claimed: 'on its way', sent: 'delivered', dead: 'undeliverable' },
    attempt: (number, outcome) => `Attempt ${number}: ${outcome}`,
    earlier: (attempts) => (attempts === 1 ? '1 earlier attempt' : `${attempts} earlier attempts`),
    next: 'next attempt',
  },
  unknown: {
    title: 'There is no such incident',
    text: (id) =>
      `There is no incident ${id}. Was the link cut off on its way? An incident that was resolved long ago is pruned, too.`,
    meant: 'Perhaps you mean:',
    back: 'Overview',
  },
};
