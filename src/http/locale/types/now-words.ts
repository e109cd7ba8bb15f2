import type { Html } from '../../base/html.ts';
import type { DurationUnit } from '../../../platform/time.ts';
import type { BadJobs, Uncovered } from '../../../store/jobs/uncovered-jobs.ts';
import type { MonitoringTrouble } from '../../health/monitoring-state.ts';

/** The phrases of its page, and those about time that others share. */
export interface NowWords {
  title: string;
  units: Readonly<Record<DurationUnit, string>>;
  /** A span as text, before now. */
  ago: (span: string) => string;
  /** The answer to the first question, and the one most needed at night. */
  verdict: {
    open: (incidents: number) => string;
    allAcknowledged: (incidents: number) => string;
    unwell: string;
    /** Jobs are bad, and no incident has them. */
    uncovered: string;
    /** A rule without receivers hides what is bad. */
    ignored: string;
    well: string;
  };
  /** What is bad and has no incident; how many, why, and which of them are counted. */
  uncovered: Readonly<Record<Exclude<Uncovered, 'none'> | 'all', (jobs: BadJobs) => string>> & {
    counted: string;
  };
  /** When the page was made. */
  asOf: (time: Html) => Html;
  /** Before the moment since when the oldest is open. */
  since: string;
  nobodyHas: (incidents: number) => string;
  openTitle: string;
  has: (who: string) => string;
  notifiedTo: (receivers: string) => string;
  notifiedNobody: string;
  onItsWayTo: (receivers: string) => string;
  notReached: (receivers: string) => string;
  silenced: string;
  jobs: (all: number, unresolved: number) => string;
  more: (incidents: number) => string;
  closedTitle: string;
  noneClosed: string;
  monitoring: {
    title: string;
    well: string;
    unwell: string;
    troubles: Readonly<Record<MonitoringTrouble, string>>;
    /** Where something else comes first: in one line whether it is well. */
    short: Readonly<Record<'well' | 'unwell' | 'more', string>>;
    notReady: string;
    targets: string;
    noTargets: string;
    moreTargets: (targets: number) => string;
    columns: Readonly<Record<'target' | 'state' | 'lastComplete' | 'next', string>>;
    fresh: string;
    failing: string;
    overdue: string;
    notYet: string;
    never: string;
  };
  outbox: {
    title: string;
    waiting: string;
    oldest: string;
    dead: string;
  };
  /** What the page says of itself when it keeps itself up to date. */
  live: Readonly<Record<'updated' | 'lost' | 'signedOut' | 'paused', string>>;
}
