import type { EnrichmentFaultKind } from '../../core/job/enrichment-fault.ts';

/** The phrases about what the API was asked beside the list: queues, objects, and what error codes mean. */
export interface EnrichmentWords {
  queue: {
    /** A queue by its name, with its id. */
    called: (name: string, id: string) => string;
    /** `changed` and `asked` are instants as text; `asked` is given when that was long ago. */
    known: (queue: {
      queue: string;
      state: string;
      changed: string | undefined;
      asked: string | undefined;
    }) => string;
    /** `lists`: the lists of the API that were asked. */
    notFound: (queue: string, lists: string) => string;
    notAsked: (queue: string, why: string) => string;
  };
  /** Why a call could not be made: the code and what it stands for, or the right that is missing. */
  fault: (fault: { code: string; kind: EnrichmentFaultKind; action: string }) => string;
  objects: {
    label: string;
    /** Numbers as text; `isWhole` is false when there are more objects than were counted. */
    failed: (failed: string, total: string, isWhole: boolean) => string;
    failedAtLeast: (failed: string) => string;
    noneFailed: string;
    /** `list`: the list of the API that was asked. */
    notListed: (list: string) => string;
    noneCounted: string;
    noTag: string;
    notCounted: (why: string) => string;
    notAsked: string;
    notAskedOthers: (jobs: number) => string;
    /** Stands for the code of objects that have none. */
    noCode: string;
    /** How many failed, and their commonest codes. */
    withCodes: (failed: string, codes: string) => string;
  };
  partial: {
    /** The state of one job in a subject: `Success, but 37 of 240 objects failed`. */
    state: (state: string, objects: string) => string;
    /** Of several, around their count by state. */
    several: (counts: string) => string;
    intro: string;
  };
  advice: {
    means: (code: string, means: string) => string;
    action: (action: string) => string;
    link: (code: string) => string;
  };
}
