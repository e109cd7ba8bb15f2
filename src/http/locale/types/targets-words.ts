import type { PollView } from '../../../store/views/target-views.ts';
import type { DurationUnit } from '../../../platform/time.ts';

/** The phrases of its page. */
export interface TargetsWords {
  readonly title: string;
  readonly states: Readonly<Record<'up' | 'failing' | 'unpolled', string>>;
  readonly facts: Readonly<
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
  readonly never: string;
  readonly ago: (span: string) => string;
  readonly failedPolls: (polls: number) => string;
  /** Of our clock against the server's. */
  readonly clock: Readonly<Record<'ahead' | 'behind', (span: string) => string>> & { readonly same: string };
  readonly units: Readonly<Record<DurationUnit, string>>;
  readonly noJobs: string;
  readonly allJobs: string;
  readonly createdAt: string;
  readonly incidents: (open: number) => string;
  readonly polls: {
    readonly title: string;
    readonly all: string;
    readonly columns: Readonly<
      Record<'ended' | 'outcome' | 'requests' | 'newJobs' | 'transitions' | 'duration', string>
    >;
    readonly outcomes: Readonly<Record<PollView['outcome'], string>>;
    readonly none: string;
    readonly seconds: (seconds: string) => string;
  };
  readonly back: string;
  readonly unknown: { readonly title: string; readonly text: string };
}
