import type { FactWords } from './fact-words.ts';

const FAULTS = {
  auth: ' (the credentials were refused)',
  throttled: ' (too many requests)',
  timeout: ' (no answer in time)',
  network: ' (no connection)',
  server: ' (a fault of the service)',
  malformed: ' (the answer cannot be read)',
  refused: '',
} as const;

/** The phrases about facts in English. */
export const ENGLISH_FACTS: FactWords = {
  queue: {
    known: ({ id, name, state, changed, asked }) =>
      `Queue ${id}${name === '' ? '' : ` (${name})`} is ${state}` +
      `${changed === undefined ? '' : `, last changed ${changed}`}${asked === undefined ? '' : `; asked ${asked}`}.`,
    notFound: (id, lists) => `Queue ${id} was not found in ${lists}.`,
    notAsked: (id, why) => `Queue ${id} could not be asked: ${why}.`,
  },
  fault: ({ code, kind, action }) =>
    kind === 'right-missing' ? `${code}; allow ${action}` : `${code}${FAULTS[kind]}`,
  objects: {
    label: 'Objects',
    failed: (failed, total, isWhole) => `${failed} of ${isWhole ? '' : 'at least '}${total} objects failed`,
    failedAtLeast: (failed) => `at least ${failed} objects failed`,
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
