import type { Mute } from './mute.ts';
import type { Severity } from '../severity.ts';
import type { RuleMatch } from '../rule/rule.ts';
import { isCovered, isSilenced, type Silence, type SilenceSubject } from './silence.ts';
import type { Instant } from '../../platform/time.ts';

/** A planned time in which what it matches notifies nobody. */
export interface ActiveMaintenance {
  name: string;
  until: Instant;
  match: RuleMatch;
}

/** All mutes at one moment. */
export class Mutes {
  readonly #silences: readonly Silence[];
  readonly #maintenance: readonly ActiveMaintenance[];
  readonly #maintenanceAfter: () => Instant | undefined;
  readonly #quietUntil: (severity: Severity) => Instant | undefined;
  readonly #now: Instant;

  constructor(parts: {
    silences: readonly Silence[];
    maintenance: readonly ActiveMaintenance[];
    /** When the next maintenance begins; undefined when none is to come. */
    maintenanceAfter: () => Instant | undefined;
    /** Until when messages of this severity wait for a quiet time to end; undefined when it is not quiet. */
    quietUntil: (severity: Severity) => Instant | undefined;
    now: Instant;
  }) {
    this.#silences = parts.silences;
    this.#maintenance = parts.maintenance;
    this.#maintenanceAfter = parts.maintenanceAfter;
    this.#quietUntil = parts.quietUntil;
    this.#now = parts.now;
  }

  /**
   * When the next silence or maintenance begins; undefined when none is to come. Unless somebody looks then, nobody
   * knows at its end that it covered what is still open.
   */
  get nextStart(): Instant | undefined {
    const silences = this.#silences.map(({ from }) => from).filter((from) => from > this.#now);
    const next = Math.min(...silences, this.#maintenanceAfter() ?? Infinity);
    return Number.isFinite(next) ? next : undefined;
  }

  /** Says whether anything could be muted by what it is; then, each job is looked at. */
  get coversJobs(): boolean {
    return this.#silences.length + this.#maintenance.length > 0;
  }

  /** Returns the mute of this job that lasts longest; undefined when none covers it. */
  ofJob(subject: SilenceSubject): Mute | undefined {
    const silences = this.#silences.filter((silence) => isSilenced(silence, subject, this.#now));
    const silence = longest(silences);
    if (silence !== undefined)
      return { reason: 'silenced', until: silence.until, by: `silence ${silence.id}` };
    const maintenance = longest(this.#maintenance.filter(({ match }) => isCovered(match, subject)));
    return (
      maintenance && {
        reason: 'maintenance',
        until: maintenance.until,
        by: `maintenance ${maintenance.name}`,
      }
    );
  }

  ofSeverity(severity: Severity): Mute | undefined {
    const until = this.#quietUntil(severity);
    return until === undefined ? undefined : { reason: 'quiet', until };
  }
}

function longest<M extends { until: Instant }>(mutes: readonly M[]): M | undefined {
  return mutes.toSorted((a, b) => b.until - a.until)[0];
}
