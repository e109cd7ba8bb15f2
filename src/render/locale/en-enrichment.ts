import { ENGLISH_LISTS } from '../words/locale/en.ts';

/** The phrases of enrichment in English. */
export const ENGLISH_ENRICHMENT = {
  queue: {
    /** A queue by its name, with its id. */
    called: (name: string, id: string) => `${name} (${id})`,
    /** `changed` and `asked` are instants as text; `asked` is given when that was long ago. */
    known: ({
      queue,
      state,
      changed,
      asked,
    }: {
      queue: string;
      state: string;
      changed: string | undefined;
      asked: string | undefined;
    }) =>
      `Queue ${queue} is ${state}` +
      `${changed === undefined ? '' : `, last changed ${changed}`}${asked === undefined ? '' : `; asked ${asked}`}.`,
    /** `lists`: the lists of the API that were asked. */
    notFound: (queue: string, lists: string) => `Queue ${queue} was not found in ${lists}.`,
    notAsked: (queue: string, why: string) => `Queue ${queue} could not be asked: ${why}.`,
  },
  /** Why a call could not be made: the code and what it stands for, or the right that is missing. */
  fault: ENGLISH_LISTS.enrichmentFault,
  objects: {
    label: 'Objects',
    /** Numbers as text; `isWhole` is false when there are more objects than were counted. */
    failed: (failed: string, total: string, isWhole: boolean) =>
      `${failed} of ${isWhole ? '' : 'at least '}${total} ${total === '1' ? 'object' : 'objects'} failed`,
    failedAtLeast: (failed: string) => `at least ${failed} ${failed === '1' ? 'object' : 'objects'} failed`,
    noneFailed: 'no object failed',
    /** `list`: the list of the API that was asked. */
    notListed: (list: string) => `not counted: no objects of this job were found in ${list}`,
    noneCounted: 'no object could be counted',
    noTag: 'not counted: the API gives no task type (Tag) of this job',
    notCounted: (why: string) => `not counted: ${why}`,
    notAsked: 'not counted: one poll asks about a few jobs only',
    notAskedOthers: (jobs: number) =>
      `The objects of ${jobs} ${jobs === 1 ? 'job' : 'jobs'} were not counted: one poll asks about a few jobs only.`,
    /** Stands for the code of objects that have none. */
    noCode: 'no code',
    /** The number of failed objects, and their commonest codes. */
    withCodes: (failed: string, codes: string) => `${failed}: ${codes}`,
  },
  partial: {
    /** The state of one job in a subject: `Success, but 37 of 240 objects failed`. */
    state: (state: string, objects: string) => `${state}, but ${objects}`,
    /** Of several, around their count by state. */
    several: (counts: string) => `${counts} with failed objects`,
    intro: 'The job itself succeeded, but not with all of its objects.',
  },
  advice: {
    means: (code: string, means: string) => `${code}: ${means}`,
    action: (action: string) => `First: ${action}`,
    link: (code: string) => `More on ${code}`,
  },
};

export type EnrichmentWords = typeof ENGLISH_ENRICHMENT;
