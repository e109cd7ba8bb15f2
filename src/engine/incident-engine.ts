import type { MessageTarget } from '../core/message/message.ts';
import type { Policy } from '../core/rule/rule.ts';
import type { Severity } from '../core/severity.ts';
import { markCorrelated } from '../store/jobs/new-transitions.ts';
import { leaveUnasked } from '../store/jobs/object-counts.ts';
import { nextDueIncident, redateIncidents, touchAll } from '../store/incidents/incidents.ts';
import { currentSilences } from '../store/incidents/silences.ts';
import type { Database, WriteTransaction } from '../store/database.ts';
import { SECOND, type Duration, type Instant } from '../platform/time.ts';
import { EvaluationStats } from '../core/incident/evaluate/evaluation-stats.ts';
import type { EvaluationContext, IncidentSettings } from './context/evaluation-context.ts';
import { formerPolicies, keepPolicies } from './former-policies.ts';
import { Mutes, type ActiveMaintenance } from '../core/mute/mutes.ts';
import { openInitialScan } from './open-initial-scan.ts';
import { resolveVanished } from './resolve-vanished.ts';
import { correlateTransitions, correlateLateDecisions } from './correlate-transitions.ts';
import { evaluateDue } from './evaluate-due.ts';
import { notifyFallbacks } from './notify-fallbacks.ts';
import { monitorPoll, monitorTime } from './monitor.ts';
import type { Monitors } from './context/monitors.ts';

/** Maintenance and quiet hours by the calendar. */
export interface IncidentCalendar {
  maintenanceAt(now: Instant): readonly ActiveMaintenance[];
  /** When the next maintenance begins; undefined when none is to come. */
  maintenanceAfter(now: Instant): Instant | undefined;
  /** Until when messages of this severity wait for a quiet time to end; undefined when it is not quiet. */
  quietUntil(severity: Severity, now: Instant): Instant | undefined;
}

/** The pause between two looks of the monitors. */
const LOOK_EVERY: Duration = 10 * SECOND;

/** Turns transitions into incidents, and incidents into messages. Everything happens in its caller's transaction. */
export class IncidentEngine {
  readonly #settings: IncidentSettings;
  readonly #calendar: IncidentCalendar;

  readonly #monitors: Monitors | undefined;
  /** Changes with the configuration alone, and with that, this engine. `undefined` until the first evaluation. */
  #former: ReadonlyMap<string, Policy> | undefined;
  #lookedAt: Instant = -Infinity;
  #selfCheckedAt: Instant = -Infinity;
  #lastEvaluatedAt: Instant = -Infinity;

  /** @param monitors look for trouble although nothing happened; left out where nobody polls. */
  constructor(settings: IncidentSettings, calendar: IncidentCalendar, monitors?: Monitors) {
    this.#settings = settings;
    this.#calendar = calendar;
    this.#monitors = monitors;
  }

  /** Correlates what a poll of the target found. Call it when the poll has ended, completely or not. */
  async concludePoll(
    trx: WriteTransaction,
    poll: {
      target: MessageTarget;
      now: Instant;
      /** True when all of it was read; then, it is recorded already. */
      isComplete?: boolean;
      /** Ids of jobs that vanished by it. */
      vanished?: readonly string[];
      /** True when nothing that it saw can be trouble of Batchwatch itself, or the end of such trouble. */
      isWell?: boolean;
      /** True when all transitions of the target are correlated already. */
      isCorrelated?: boolean;
    },
  ): Promise<EvaluationStats> {
    const { target, now } = poll;
    const context = await this.#createContext(trx, now);
    if (poll.isCorrelated === true) await markCorrelated(trx, target.name);
    else {
      await openInitialScan(trx, target.name, context);
      await correlateTransitions(trx, target.name, context);
    }
    await correlateLateDecisions(trx, target.name, context);
    await leaveUnasked(trx, target.name);
    const { isComplete = false, vanished = [], isWell = false } = poll;
    await resolveVanished(trx, { target: target.name, jobIds: vanished }, context);
    if (this.#monitors !== undefined) {
      // Each look reads the state of all targets: with many of them, not every poll can look.
      const checksSelf = !isWell || !this.#isSelfCheckFresh(now);
      const ended = { target: target.name, isComplete, vanished, monitors: this.#monitors, checksSelf };
      await monitorPoll(trx, ended, context);
      if (checksSelf) this.#selfCheckedAt = now;
    }
    return await this.#evaluateDue(trx, context);
  }

  /** To be called when its configuration is taken up, before anything else: what it says outlives it. */
  async keepPolicies(trx: WriteTransaction): Promise<void> {
    await keepPolicies(trx, this.#settings);
  }

  /** Does what has become due with time alone. */
  async evaluateDue(trx: WriteTransaction, now: Instant): Promise<EvaluationStats> {
    const context = await this.#createContext(trx, now);
    if (this.#monitors === undefined || !this.#isTimeToLook(now))
      return await this.#evaluateDue(trx, context);
    this.#lookedAt = now;
    await monitorTime(trx, this.#monitors, context);
    this.#selfCheckedAt = now;
    const stats = await this.#evaluateDue(trx, context);
    // After the evaluation: it rewrites what waits.
    await notifyFallbacks(trx, context);
    return stats;
  }

  /** Says whether `evaluateDue` has something to do. */
  async isDue(db: Database, now: Instant): Promise<boolean> {
    if (now < this.#lastEvaluatedAt || (this.#monitors !== undefined && this.#isTimeToLook(now))) return true;
    const due = await nextDueIncident(db);
    return due !== undefined && due <= now;
  }

  async #evaluateDue(trx: WriteTransaction, context: EvaluationContext): Promise<EvaluationStats> {
    await evaluateDue(trx, context);
    this.#lastEvaluatedAt = context.now;
    return context.stats;
  }

  #isTimeToLook(now: Instant): boolean {
    return Math.abs(now - this.#lookedAt) >= LOOK_EVERY;
  }

  #isSelfCheckFresh(now: Instant): boolean {
    return Math.abs(now - this.#selfCheckedAt) < LOOK_EVERY;
  }

  async #createContext(trx: WriteTransaction, now: Instant): Promise<EvaluationContext> {
    // The clock was set back: work that was put off until a moment of the old clock is evaluated again.
    if (now < this.#lastEvaluatedAt) {
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
    return {
      ...this.#settings,
      now,
      mutes,
      former: this.#former,
      stats: new EvaluationStats(),
    };
  }
}
