import type { JobWatch } from '../../../core/job/job-watch.ts';
import type { ToldEvent } from '../../../timeline/told-event.ts';

/** The phrases of its page. */
export interface JobWords {
  readonly title: string;
  /** Sections. */
  readonly sections: Readonly<
    Record<'timeline' | 'cause' | 'fields' | 'raw' | 'extra' | 'story' | 'incidents' | 'runs', string>
  >;
  readonly fields: Readonly<Record<JobField, string>>;
  /** What the API did not tell. */
  readonly absent: string;
  readonly console: string;
  readonly alsoIn: string;
  readonly followed: Readonly<Record<JobWatch | 'ended', string>>;
  readonly advice: Readonly<Record<'action' | 'more' | 'unknown' | 'unknownSilent', string>>;
  readonly timeline: {
    readonly describe: (states: number, span: string) => string;
    readonly columns: Readonly<Record<'state' | 'from' | 'lasted', string>>;
    /** Of the last state, while it lasts. */
    readonly untilNow: string;
    /** Before the first state that was seen. */
    readonly unseen: string;
    readonly ended: string;
    readonly leftOut: (count: number) => string;
    readonly moment: string;
  };
  readonly kinds: Readonly<Record<ToldEvent['kind'], string>>;
  /** Before the command that shows all. */
  readonly storyCut: (count: number) => string;
  readonly noIncidents: string;
  readonly runs: {
    readonly describe: (runs: number, name: string) => string;
    readonly columns: Readonly<Record<'job' | 'state' | 'created' | 'ran', string>>;
    readonly here: string;
    readonly untold: string;
    readonly key: Readonly<Record<'Success' | 'Failed' | 'other', string>>;
    readonly all: string;
  };
  readonly missing: {
    readonly title: string;
    readonly text: string;
    readonly back: string;
  };
}

export type JobField =
  | 'jobId'
  | 'target'
  | 'bucket'
  | 'region'
  | 'type'
  | 'created'
  | 'started'
  | 'ended'
  | 'code'
  | 'message'
  | 'input'
  | 'operation'
  | 'since'
  | 'firstSeen'
  | 'changed'
  | 'followed';
