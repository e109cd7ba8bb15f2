import type { FactFaultKind } from '../../core/job/fact-fault.ts';

/** The phrases about what the API was asked beside the list: queues, objects, and what error codes mean. */
export interface FactWords {
  readonly queue: {
    /** A queue by its name, with its id. */
    readonly called: (name: string, id: string) => string;
    /** `changed` and `asked` are instants as text; `asked` is given when that was long ago. */
    readonly known: (queue: {
      readonly queue: string;
      readonly state: string;
      readonly changed: string | undefined;
      readonly asked: string | undefined;
    }) => string;
    /** `lists`: the lists of the API that were asked. */
    readonly notFound: (queue: string, lists: string) => string;
    readonly notAsked: (queue: string, why: string) => string;
  };
  /** Why a call could not be made: the code and what it stands for, or the right that is missing. */
  readonly fault: (fault: {
    readonly code: string;
    readonly kind: FactFaultKind;
    readonly action: string;
  }) => string;
  readonly objects: {
    readonly label: string;
    /** Numbers as text; `isWhole` is false when there are more objects than were counted. */
    readonly failed: (failed: string, total: string, isWhole: boolean) => string;
    readonly failedAtLeast: (failed: string) => string;
    readonly noneFailed: string;
    /** `list`: the list of the API that was asked. */
    readonly notListed: (list: string) => string;
    readonly noneCounted: string;
    readonly noTag: string;
    readonly notCounted: (why: string) => string;
    readonly notAsked: string;
    readonly notAskedOthers: (jobs: number) => string;
    /** Stands for the code of objects that have none. */
    readonly noCode: string;
    /** How many failed, and their commonest codes. */
    readonly withCodes: (failed: string, codes: string) => string;
  };
  readonly partial: {
    /** The state of one job in a subject: `Success, but 37 of 240 objects failed`. */
    readonly state: (state: string, objects: string) => string;
    /** Of several, around their count by state. */
    readonly several: (counts: string) => string;
    readonly intro: string;
  };
  readonly advice: {
    readonly means: (code: string, means: string) => string;
    readonly action: (action: string) => string;
    readonly link: (code: string) => string;
  };
}
