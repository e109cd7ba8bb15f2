import type { PollView } from '../../../store/views/target-views.ts';
import type { DurationUnit } from '../../../platform/time.ts';

/** The phrases of its page. */
export interface TargetsWords {
  title: string;
  states: Readonly<Record<'up' | 'failing' | 'unpolled', string>>;
  details: Readonly<
    Record<
      | 'bucket'
      | 'lastPoll'
      | 'lastComplete'
      | 'next'
      | 'polls'
      | 'failing'
      | 'cause'
      | 'hint'
      | 'clock'
      | 'jobs'
      | 'oldest'
      | 'incidents',
      string
    >
  >;
  never: string;
  ago: (span: string) => string;
  failedPolls: (polls: number) => string;
  /** Of our clock against the server's. */
  clock: Readonly<Record<'ahead' | 'behind', (span: string) => string>> & { same: string };
  units: Readonly<Record<DurationUnit, string>>;
  noJobs: string;
  allJobs: string;
  createdAt: string;
  incidents: (open: number) => string;
  polls: {
    title: string;
    all: string;
    columns: Readonly<
      Record<'ended' | 'outcome' | 'requests' | 'newJobs' | 'transitions' | 'duration', string>
    >;
    outcomes: Readonly<Record<PollView['outcome'], string>>;
    none: string;
    seconds: (seconds: string) => string;
  };
  back: string;
  unknown: { title: string; text: string };
}
