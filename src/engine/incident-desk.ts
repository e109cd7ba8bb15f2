import type { MessageTarget } from '../core/message/message.ts';
import type { Policy } from '../core/rule/rule.ts';
import type { Severity } from '../core/severity.ts';
import { leaveUnasked } from '../store/jobs/object-counts.ts';
import { nextDueIncident, redateIncidents, touchAll } from '../store/incidents/incidents.ts';
import { currentSilences } from '../store/incidents/silences.ts';
import type { Database, WriteTransaction } from '../store/sqlite/store.ts';
import { SECOND, type Duration, type Instant } from '../platform/time.ts';
import { Tally, type IncidentSettings, type Pass } from './base/context.ts';
import { formerPolicies, keepPolicies } from './former-policies.ts';
import { Mutes, type ActiveMaintenance } from '../core/mute/mutes.ts';
import { openInitialScan } from './open-initial-scan.ts';
import { resolveVanished } from './resolve-vanished.ts';
import { takeIn, takeInLate } from './take-in.ts';
import { tendDue } from './tend.ts';
import { watchPoll, watchTime } from './watch.ts';
import type { Watchers } from './base/watchers.ts';

/** What the calendar says at a moment. */
export interface IncidentCalendar {
  maintenanceAt(now: Instant): readonly ActiveMaintenance[];
  /** When the next maintenance begins; undefined when none is to come. */
  maintenanceAfter(now: Instant): Instant | undefined;
  /** Until when messages of this severity wait for a quiet time to end; undefined when it is not quiet. */
  quietUntil(severity: Severity, now: Instant): Instant | undefined;
}

/** How often watchers look at what comes with time alone. */
const LOOK_EVERY: Duration = 10 * SECOND;

/** Where transitions become incidents, and incidents messages. All it does is in its caller's transaction. */
export class IncidentDesk {
  readonly #settings: IncidentSettings;
  readonly #calendar: IncidentCalendar;

  readonly #watchers: Watchers | undefined;
  /** Changes with the configuration alone, and with that, the desk; undefined until the first pass. */
  #former: ReadonlyMap<string, Policy> | undefined;
  #lookedAt: Instant = -Infinity;
  #lastPassAt: Instant = -Infinity;

  /** @param watchers look for trouble although nothing happened; left out where nobody polls. */
  constructor(settings: IncidentSettings, calendar: IncidentCalendar, watchers?: Watchers) {
    this.#settings = settings;
    this.#calendar = calendar;
    this.#watchers = watchers;
  }

  /** To be called when a poll of the target has ended, completely or not: its news is complete as far as it goes. */
  async concludePoll(
    trx: WriteTransaction,
    poll: {
      target: MessageTarget;
      now: Instant;
      /** Whether all of it was read; then, it is recorded already. */
      isComplete?: boolean;
      /** Ids of jobs that vanished by it. */
      vanished?: readonly string[];
    },
  ): Promise<Tally> {
    const { target, now } = poll;
    const pass = await this.#pass(trx, now);
    await openInitialScan(trx, target.name, pass);
    await takeIn(trx, target.name, pass);
    await takeInLate(trx, target.name, pass);
    await leaveUnasked(trx, target.name);
    const { isComplete = false, vanished = [] } = poll;
    await resolveVanished(trx, { target: target.name, jobIds: vanished }, pass);
    if (this.#watchers !== undefined)
      await watchPoll(trx, { target: target.name, isComplete, vanished, watchers: this.#watchers }, pass);
    return await this.#tendDue(trx, pass);
  }

  /** To be called when its configuration is taken up, before anything else: what it says outlives it. */
  async keepPolicies(trx: WriteTransaction): Promise<void> {
    await keepPolicies(trx, this.#settings);
  }

  /** Does what has become due with time alone. */
  async tend(trx: WriteTransaction, now: Instant): Promise<Tally> {
    const pass = await this.#pass(trx, now);
    if (this.#watchers !== undefined && this.#isTimeToLook(now)) {
      await watchTime(trx, this.#watchers, pass);
      this.#lookedAt = now;
    }
    return await this.#tendDue(trx, pass);
  }

  /** Whether `tend` has something to do. */
  async isDue(db: Database, now: Instant): Promise<boolean> {
    if (now < this.#lastPassAt || (this.#watchers !== undefined && this.#isTimeToLook(now))) return true;
    const due = await nextDueIncident(db);
    return due !== undefined && due <= now;
  }

  async #tendDue(trx: WriteTransaction, pass: Pass): Promise<Tally> {
    await tendDue(trx, pass);
    this.#lastPassAt = pass.now;
    return pass.tally;
  }

  #isTimeToLook(now: Instant): boolean {
    return Math.abs(now - this.#lookedAt) >= LOOK_EVERY;
  }

  async #pass(trx: WriteTransaction, now: Instant): Promise<Pass> {
    // The clock was set back: what was put off until a moment of the old one is looked at anew.
    if (now < this.#lastPassAt) {
      await redateIncidents(trx, now);
      await touchAll(trx, now);
    }
    const mutes = new Mutes({
      silences: await currentSilences(trx, now),
      maintenance: this.#calendar.maintenanceAt(now),
      maintenanceAfter: () => this.#calendar.maintenanceAfter(now),
      quietUntil: (severity) => this.#calendar.quietUntil(severity, now),
      now,
    });
    this.#former ??= await formerPolicies(trx);
    return { ...this.#settings, now, mutes, former: this.#former, tally: new Tally(), escalations: [] };
  }
}
