import type { JobWatch } from '../../../core/job/job-watch.ts';
import type { StoryEvent } from '../../../timeline/story-event.ts';

/** The phrases of its page. */
export interface JobWords {
  title: string;
  /** Sections. */
  sections: Readonly<
    Record<'timeline' | 'cause' | 'fields' | 'raw' | 'extra' | 'story' | 'incidents' | 'runs', string>
  >;
  fields: Readonly<Record<JobField, string>>;
  /** What the API did not tell. */
  absent: string;
  console: string;
  alsoIn: string;
  followed: Readonly<Record<JobWatch | 'ended', string>>;
  advice: Readonly<Record<'action' | 'more' | 'unknown' | 'unknownSilent', string>>;
  timeline: {
    describe: (states: number, span: string) => string;
    columns: Readonly<Record<'state' | 'from' | 'lasted', string>>;
    /** Of the last state, while it lasts. */
    untilNow: string;
    /** Before the first state that was seen. */
    unseen: string;
    ended: string;
    leftOut: (count: number) => string;
    moment: string;
  };
  kinds: Readonly<Record<StoryEvent['kind'], string>>;
  /** Before the command that shows all. */
  storyCut: (count: number) => string;
  noIncidents: string;
  runs: {
    describe: (runs: number, name: string) => string;
    columns: Readonly<Record<'job' | 'state' | 'created' | 'ran', string>>;
    here: string;
    pendingDecisions: string;
    key: Readonly<Record<'Success' | 'Failed' | 'other', string>>;
    all: string;
  };
  missing: {
    title: string;
    text: string;
    back: string;
  };
}

/** What is known of a job beside the fields of the API. */
export type JobField = 'target' | 'bucket' | 'region' | 'since' | 'firstSeen' | 'changed' | 'followed';
