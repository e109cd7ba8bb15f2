import type { Terms } from '../../core/incident/judge-occurrence.ts';
import type { Destination } from '../../core/receiver.ts';
import type { Severity } from '../../core/severity.ts';
import type { TimeOfDay } from '../../platform/text/time-of-day.ts';
import type { FaultReading, WatchdogLimits } from '../../core/incident/self-check.ts';
import type { Instant } from '../../platform/time.ts';

/** Everything that looks for trouble without a transition. Only the process that polls has it. */
export interface Monitors {
  expectations: readonly Expectation[];
  watchdog: Watchdog;
  /** Targets whose last poll, by this process, was complete. */
  fresh: Set<string>;
  /** Says whether another replica may poll a target: then the store says what its last poll was. */
  isElsewhere: (target: string) => boolean;
  /** Says whether this process looks for what is no transition. Of several replicas, one does. */
  isWatching: () => boolean;
  live: LiveReadings;
}

/** A job that must come and succeed whenever its schedule comes due. */
export interface Expectation extends Terms {
  name: string;
  target: string;
  /** Glob. */
  jobName: string;
  /** Equal for equal schedules in equal zones. */
  schedule: string;
  /** When the schedule comes due, oldest first; many come in pieces. */
  occurrences: (after: Instant, until: Instant) => readonly Instant[];
  receivers: readonly string[];
  severity: Severity;
}

/** Receivers and limits of the self-check. */
export interface Watchdog {
  limits: WatchdogLimits;
  receivers: readonly string[];
  severity: Severity;
  targets: readonly string[];
  /** Every recipient who can be notified, by channel. */
  destinations: readonly Destination[];
  /** When a day's report goes out; undefined: none does. */
  quietReport: TimeOfDay | undefined;
}

/** Readings that only the running process has. */
export interface LiveReadings {
  startedAt: Instant;
  /** Temporary keys that end soon and could not be renewed; `undefined` when that is not known now. */
  endingKeys(): EndingKey[] | undefined;
  /** The last time without writes to the store; undefined when there was none. */
  outage(): Outage | undefined;
}

interface EndingKey {
  credentials: string;
  endsAt: Instant;
}

export interface Outage {
  since: Instant;
  /** When a write succeeded again; undefined while none did. */
  until: Instant | undefined;
  fault: FaultReading;
}
