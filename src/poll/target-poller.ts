import { FailureLog } from '../platform/log.ts';
import { SECOND, type Duration } from '../platform/time.ts';
import { poll, type PollContext } from './poll.ts';
import type { PollReport } from './port/poll-report.ts';
import { cronCalendar } from '../platform/cron/cron-calendar.ts';
import type { Schedule } from '../platform/cron/occurrences.ts';
import { runSchedule } from '../platform/cron/run-schedule.ts';
import type { Turns } from './turns.ts';

export interface TargetPollerOptions extends PollContext {
  schedule: Schedule;
  /** Shared by all targets of the process. */
  turns: Turns;
  /** True when an earlier poller of this target has polled it. */
  wasPolled: boolean;
  /** Called with what no boundary reported: a bug, after which nothing can be relied on. */
  onBug: (error: unknown) => void;
}

/** A poll that begins so long after its tick had to wait. */
const TOLERANCE: Duration = SECOND / 10;

/**
 * Watches one target: polls it at once and then at every tick, never twice at the same time. Each target
 * has a poller of its own, so that one that hangs delays no other.
 *
 * A poll waits for its turn among all targets. A tick is skipped when it has no poll of its own: the poll before still
 * runs, or the poll of the tick before still waits.
 */
export class TargetPoller {
  readonly #options: TargetPollerOptions;
  readonly #stopping = new AbortController();
  readonly #failures: FailureLog;
  #polling: Promise<void> | undefined;
  /** Ticks that the poll under way is to serve; undefined once it has begun. */
  #waitingTicks: number | undefined;
  /** True while a poll runs that began between two ticks. A tick meanwhile gets a poll of its own, afterwards. */
  #isBetweenTicks = false;
  #isDueAgain = false;
  #schedule: Promise<void> | undefined;
  #hasPolled: boolean;
  /** True after a poll whose end is on disk. */
  #isSettled = false;

  constructor(options: TargetPollerOptions) {
    this.#options = options;
    this.#hasPolled = options.wasPolled;
    this.#failures = new FailureLog(options.log, options.clock);
  }

  /** The name of the target. */
  get target(): string {
    return this.#options.target.name;
  }

  /** Says whether a first attempt has ended, well or not. */
  get hasPolled(): boolean {
    return this.#hasPolled;
  }

  /** Resolves when the first attempt has ended, well or not. */
  async start(): Promise<void> {
    const { target, clock, events, schedule, onBug, log } = this.#options;
    const { offset: offset_ms = 0 } = schedule;
    if (offset_ms > 0) log.info({ target: target.name, offset_ms }, 'polls are spread');
    this.#beginPolling(0);
    this.#schedule = runSchedule({
      calendar: cronCalendar(schedule, clock),
      clock,
      signal: this.#stopping.signal,
      onTick: () => this.#tick(),
      onMissed: (ticks) => events.tickSkipped(target.name, 'missed', ticks),
    }).catch(onBug);
    await this.#polling;
  }

  /** Aborts a poll that is under way and waits for its end. */
  async stop(): Promise<void> {
    this.#stopping.abort(new Error('stopping'));
    await this.#schedule;
    await this.#polling;
  }

  /** Polls when it has its turn, and waits for the end. */
  async pollOnce(): Promise<PollReport> {
    const turn = await this.#options.turns.take(this.#stopping.signal);
    try {
      return await this.#poll();
    } finally {
      turn.end();
    }
  }

  async #poll(): Promise<PollReport> {
    const context = { ...this.#options, isSettled: this.#isSettled };
    const run = () => poll(context, this.#stopping.signal);
    const report = await (context.quietWrites?.during(run) ?? run());
    this.#isSettled = report.isConcluded;
    this.#hasPolled = true;
    this.#log(report);
    return report;
  }

  #tick(): void {
    const { target, events } = this.#options;
    if (this.#polling === undefined) return this.#beginPolling(1);
    if (this.#waitingTicks === 0) this.#waitingTicks = 1;
    else if (this.#waitingTicks === undefined && this.#isBetweenTicks && !this.#isDueAgain)
      this.#isDueAgain = true;
    else events.tickSkipped(target.name, 'overlap', 1);
  }

  /** @param ticks 0 at the start, which no tick asked for: a tick that comes before its turn is served by it, too. */
  #beginPolling(ticks: 0 | 1): void {
    this.#waitingTicks = ticks;
    this.#polling = this.#pollInTurn()
      .catch(this.#options.onBug)
      .finally(() => {
        this.#polling = undefined;
        if (!this.#isDueAgain || this.#stopping.signal.aborted) return;
        this.#isDueAgain = false;
        this.#beginPolling(1);
      });
  }

  async #pollInTurn(): Promise<void> {
    const { turns, clock } = this.#options;
    const { signal } = this.#stopping;
    const asked = clock.monotonic();
    const turn = await turns.take(signal);
    const hadToWait = clock.monotonic() - asked >= TOLERANCE;
    this.#isBetweenTicks = hadToWait || this.#waitingTicks === 0;
    this.#waitingTicks = undefined;
    try {
      if (!signal.aborted) await this.#poll();
    } finally {
      turn.end();
    }
  }

  #log(report: PollReport): void {
    const fields = {
      target: report.target,
      poll_id: report.pollId,
      duration_ms: Math.round(report.duration),
      pages: report.pages,
      jobs: report.jobs,
      transitions: report.transitions,
      notifications: report.notifications,
    };
    const { fault } = report;
    if (fault !== undefined) {
      const signature = `${fault.name} ${fault.code}`;
      this.#failures.failed({
        signature,
        fields: { ...fields, reason: fault.reason, err: fault },
        message: 'poll failed',
      });
      return;
    }
    this.#options.log.info(fields, report.outcome === 'complete' ? 'poll complete' : 'poll aborted');
    if (report.outcome === 'complete') {
      this.#failures.recovered({ fields: { target: report.target }, message: 'polls complete again' });
    }
  }
}
