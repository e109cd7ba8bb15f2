import type { IncidentWords } from '../../pages/incident-words.ts';

const FAULTS = {
  auth: ' (the credentials were refused)',
  throttled: ' (too many requests)',
  timeout: ' (no answer in time)',
  network: ' (no connection)',
  server: ' (a fault of the service)',
  malformed: ' (the answer cannot be read)',
  refused: '',
} as const;

export const incident: IncidentWords = {
  title: 'Incident',
  whole: 'The whole incident: jobs, reasons, who was told',
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
  facts: { title: 'Facts', labels: 'Grouped by', lasted: 'Lasted' },
  why: {
    title: 'Why',
    action: (action) => `First: ${action}`,
    more: (code) => `More on ${code}`,
    queue: ({ id, name, state }) => `Queue ${id}${name === '' ? '' : ` (${name})`} is ${state}.`,
    queueNotFound: (id, lists) => `Queue ${id} was not found in ${lists}.`,
    queueNotAsked: (id, why) => `Queue ${id} could not be asked: ${why}.`,
    fault: ({ code, kind, action }) =>
      kind === 'right-missing' ? `${code}; allow ${action}` : `${code}${FAULTS[kind]}`,
    asked: 'Asked',
  },
  jobs: {
    title: 'Jobs',
    none: 'It is about the watcher itself, or about what did not come, and has no jobs.',
    columns: { job: 'Job', name: 'Name', toldFor: 'Told for', now: 'Now', since: 'Since' },
    flapping: 'flapping',
    objects: (failed, total) =>
      total === 0 ? `at least ${failed} objects failed` : `${failed} of ${total} objects failed`,
    more: (jobs) =>
      jobs === 1 ? '1 more job is not listed here.' : `${jobs} more jobs are not listed here.`,
  },
  ended: {
    resumed: (by) => `resumed (${by})`,
    moved: (by) => `moved to ${by}`,
    superseded: (by) => `superseded by ${by}, which succeeded`,
    vanished: () => 'no longer listed by the API',
    outlived: () => 'no longer followed: open for longer than followFor',
    'target-removed': () => 'no longer watched: its target left the configuration',
  },
  events: {
    title: 'What happened',
    opened: (reason) => `Opened (${reason})`,
    some: (jobs, jobId) => (jobs === 1 ? jobId : `${jobs} jobs, ${jobId} among them,`),
    joined: (jobs, state) => `${jobs} joined as ${state}`,
    left: (jobs, how) => `${jobs}: ${how}`,
    told: ({ who, telling, reason }) => `Told ${who}: ${telling} (${reason})`,
    held: (receiver, why) => `Not told to ${receiver} yet: ${why}`,
    dropped: (receiver, reason) => `Never told to ${receiver}: ${reason}`,
    covered: (why) => `Covered as a whole: ${why}`,
    uncovered: 'No longer covered by a silence or maintenance',
    acknowledged: (by) => `Acknowledged by ${by}`,
    escalated: (receiver, reason) => `Escalated to ${receiver}: ${reason}`,
    closed: (reason) => `Resolved: ${reason}`,
    closedBy: (by) => `Resolved manually by ${by}`,
    flapping: 'A job flaps: single changes are not told',
    resent: (detail) => `Undeliverable before, to be sent again: ${detail}`,
    settled: (state) => `The job that flapped has settled in ${state}`,
    until: 'until',
    by: (what) => `by ${what}`,
  },
  mails: {
    title: 'Notifications',
    none: 'Nobody was told yet.',
    to: (receiver) => `To ${receiver}`,
    states: { pending: 'waiting', claimed: 'on its way', sent: 'delivered', dead: 'undeliverable' },
    attempt: (number, outcome) => `Attempt ${number}: ${outcome}`,
    earlier: (attempts) => (attempts === 1 ? '1 earlier attempt' : `${attempts} earlier attempts`),
    next: 'next attempt',
  },
  unknown: {
    title: 'There is no such incident',
    text: (id) =>
      `No incident is called ${id}. Was the link cut off on its way? An incident that closed long ago is pruned, too.`,
    meant: 'Perhaps you mean:',
    back: 'What is wrong now',
  },
};
