import type { EnrichmentWords } from './enrichment-words.ts';

const FAULTS = {
  auth: ' (the credentials were refused)',
  throttled: ' (too many requests)',
  timeout: ' (no answer in time)',
  network: ' (no connection)',
  server: ' (a fault of the service)',
  malformed: ' (malformed answer)',
  refused: '',
} as const;

/** The phrases of enrichment in English. */
export const ENGLISH_ENRICHMENT: EnrichmentWords = {
  queue: {
    called: (name, id) => `${name} (${id})`,
    known: ({ queue, state, changed, asked }) =>
      `Queue ${queue} is ${state}` +
      `${changed === undefined ? '' : `, last changed ${changed}`}${asked === undefined ? '' : `; asked ${asked}`}.`,
    notFound: (queue, lists) => `Queue ${queue} was not found in ${lists}.`,
    notAsked: (queue, why) => `Queue ${queue} could not be asked: ${why}.`,
  },
  fault: ({ code, kind, action }) =>
    kind === 'right-missing' ? `${code}; allow ${action}` : `${code}${FAULTS[kind]}`,
  objects: {
    label: 'Objects',
    failed: (failed, total, isWhole) =>
      `${failed} of ${isWhole ? '' : 'at least '}${total} ${total === '1' ? 'object' : 'objects'} failed`,
    failedAtLeast: (failed) => `at least ${failed} ${failed === '1' ? 'object' : 'objects'} failed`,
    noneFailed: 'no object failed',
    notListed: (list) => `not counted: no objects of this job were found in ${list}`,
    noneCounted: 'no object could be counted',
    noTag: 'not counted: the API tells no task type (Tag) of this job',
    notCounted: (why) => `not counted: ${why}`,
    notAsked: 'not counted: one poll asks about a few jobs only',
    notAskedOthers: (jobs) =>
      `The objects of ${jobs} ${jobs === 1 ? 'job' : 'jobs'} were not counted: one poll asks about a few jobs only.`,
    noCode: 'no code',
    withCodes: (failed, codes) => `${failed}: ${codes}`,
  },
  partial: {
    state: (state, objects) => `${state}, but ${objects}`,
    several: (counts) => `${counts} with failed objects`,
    intro: 'The job itself succeeded, but not with all of its objects.',
  },
  advice: {
    means: (code, means) => `${code}: ${means}`,
    action: (action) => `First: ${action}`,
    link: (code) => `More on ${code}`,
  },
};
