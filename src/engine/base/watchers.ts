import type { Terms } from '../../core/incident/judge-occurrence.ts';
import type { Severity } from '../../core/severity.ts';
import type { TimeOfDay } from '../../platform/text/time-of-day.ts';
import type { FaultFacts, WatchdogFacts, WatchdogLimits } from '../../core/incident/self-check.ts';
import type { Instant } from '../../platform/time.ts';

/** What looks for trouble although nothing happened. Only the process that polls has them. */
export interface Watchers {
  readonly expectations: readonly Expectation[];
  readonly watchdog: Watchdog;
  /** Targets whose last poll, by this process, was complete. */
  readonly fresh: Set<string>;
  readonly live: LiveFacts;
}

/** A job that must come and succeed whenever its schedule comes due. */
export interface Expectation extends Terms {
  readonly name: string;
  readonly target: string;
  /** Glob. */
  readonly jobName: string;
  /** Equal for equal schedules in equal zones. */
  readonly schedule: string;
  /** When the schedule comes due, oldest first; many are told in pieces. */
  readonly occurrences: (after: Instant, until: Instant) => readonly Instant[];
  readonly receivers: readonly string[];
  readonly severity: Severity;
}

/** Who is told of the watcher's own trouble, and from when on. */
export interface Watchdog {
  readonly limits: WatchdogLimits;
  readonly receivers: readonly string[];
  readonly severity: Severity;
  readonly targets: readonly string[];
  readonly channel: string;
  /** Every address that can be told. */
  readonly recipients: readonly string[];
  /** When a day's report goes out; undefined: none does. */
  readonly quietReport: TimeOfDay | undefined;
}

/** What only the running process knows. */
export interface LiveFacts {
  readonly startedAt: Instant;
  endingKeys(): WatchdogFacts['endingKeys'];
  /** The last time without writes to the store; undefined when there was none. */
  outage(): Outage | undefined;
}

export interface Outage {
  readonly since: Instant;
  /** When a write succeeded again; undefined while none did. */
  readonly until: Instant | undefined;
  readonly fault: FaultFacts;
}
