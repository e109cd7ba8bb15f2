import { ENGLISH_LISTS } from '../../../render/words/locale/en.ts';

export const incident = {
  title: 'Incident',
  /** The link to it from the page that a mail's own link opens. */
  whole: 'The whole incident: jobs, reasons, recipients',
  /** The actions and their effects. */
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
  /** The fields that group an incident's jobs. */
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
  /** The known causes. */
  why: {
    title: 'Why',
    action: (action: string) => `First: ${action}`,
    more: (code: string) => `More on ${code}`,
    /** Of a code that is not in the table; before what the API said, where it said something. */
    unknown: 'not in the table of known codes; the API said nothing more.',
    unknownMessage: 'not in the table of known codes; the API said:',
    /** Before what the API said. */
    apiMessage: 'The API said:',
    noCode: 'No error code; the API said:',
    /** Further messages of one code. */
    moreMessages: (count: number) =>
      count === 1
        ? '1 more message is on the page of its job.'
        : `${count} more messages are on the pages of the jobs.`,
    /** `name` is the id where no name is known. */
    queue: (name: string, state: string) => `Queue ${name} is ${state}.`,
    /** `lists`: the lists of the API that were asked. */
    queueNotFound: (name: string, lists: string) => `Queue ${name} was not found in ${lists}.`,
    queueNotAsked: (name: string, why: string) => `Queue ${name} could not be asked: ${why}.`,
    fault: ENGLISH_LISTS.enrichmentFault,
    /** Before a moment. */
    asked: 'Asked',
  },
  jobs: {
    title: 'Jobs',
    none: 'It is about the monitor itself, or about what did not come, and has no jobs.',
    columns: { job: 'Job', toldFor: 'Notified for', now: 'Now', since: 'Since' },
    flapping: 'flapping',
    objects: (failed: number, total: number) =>
      total === 0
        ? `at least ${failed} ${failed === 1 ? 'object' : 'objects'} failed`
        : `${failed} of ${total} ${total === 1 ? 'object' : 'objects'} failed`,
    more: (jobs: number) =>
      jobs === 1 ? '1 more job is not listed here.' : `${jobs} more jobs are not listed here.`,
  },
  timeline: 'Timeline',
  mails: {
    title: 'Notifications',
    none: 'Not notified yet.',
    to: (receiver: string) => `To ${receiver}`,
    states: { pending: 'waiting', claimed: 'on its way', sent: 'delivered', dead: 'undeliverable' },
    attempt: (number: number, outcome: string) => `Attempt ${number}: ${outcome}`,
    earlier: (attempts: number) => (attempts === 1 ? '1 earlier attempt' : `${attempts} earlier attempts`),
    next: 'next attempt',
  },
  unknown: {
    title: 'There is no such incident',
    text: (id: string) =>
      `There is no incident ${id}. Was the link cut off on its way? An incident that was resolved long ago is pruned, too.`,
    meant: 'Perhaps you mean:',
    back: 'Overview',
  },
};
