import type { Html } from '../../base/html.ts';
import type { DurationUnit } from '../../../platform/time.ts';
import type { BadJobs, Uncovered } from '../../../store/jobs/uncovered-jobs.ts';
import type { WatcherTrouble } from '../../health/watcher-state.ts';

/** The phrases of its page, and those about time that others share. */
export interface NowWords {
  readonly title: string;
  readonly units: Readonly<Record<DurationUnit, string>>;
  /** A span as text, before now. */
  readonly ago: (span: string) => string;
  /** The answer to the first question, and the one most needed at night. */
  readonly verdict: {
    readonly open: (incidents: number) => string;
    readonly allAcknowledged: (incidents: number) => string;
    readonly unwell: string;
    /** Jobs are bad, and no incident has them. */
    readonly uncovered: string;
    /** A rule without receivers hides what is bad. */
    readonly ignored: string;
    readonly well: string;
  };
  /** What is bad and has no incident; how many, why, and which of them are counted. */
  readonly uncovered: Readonly<Record<Exclude<Uncovered, 'none'> | 'all', (jobs: BadJobs) => string>> & {
    readonly counted: string;
  };
  /** When the page was made. */
  readonly asOf: (time: Html) => Html;
  /** Before the moment since when the oldest is open. */
  readonly since: string;
  readonly nobodyHas: (incidents: number) => string;
  readonly openTitle: string;
  readonly has: (who: string) => string;
  readonly toldTo: (receivers: string) => string;
  readonly toldNobody: string;
  readonly onItsWayTo: (receivers: string) => string;
  readonly notReached: (receivers: string) => string;
  readonly silenced: string;
  readonly jobs: (all: number, unresolved: number) => string;
  readonly more: (incidents: number) => string;
  readonly closedTitle: string;
  readonly noneClosed: string;
  readonly watcher: {
    readonly title: string;
    readonly well: string;
    readonly unwell: string;
    readonly troubles: Readonly<Record<WatcherTrouble, string>>;
    /** Where something else comes first: in one line whether it is well. */
    readonly short: Readonly<Record<'well' | 'unwell' | 'more', string>>;
    readonly notReady: string;
    readonly targets: string;
    readonly noTargets: string;
    readonly moreTargets: (targets: number) => string;
    readonly columns: Readonly<Record<'target' | 'state' | 'lastComplete' | 'next', string>>;
    readonly fresh: string;
    readonly failing: string;
    readonly overdue: string;
    readonly notYet: string;
    readonly never: string;
  };
  readonly outbox: {
    readonly title: string;
    readonly waiting: string;
    readonly oldest: string;
    readonly dead: string;
  };
  /** What the page says of itself when it keeps itself up to date. */
  readonly live: Readonly<Record<'updated' | 'lost' | 'signedOut' | 'paused', string>>;
}
