import { FailureLog } from '../platform/log.ts';
import { poll, type PollContext } from './poll.ts';
import type { PollReport } from './port/poll-report.ts';
import { cronCalendar } from '../platform/cron/cron-calendar.ts';
import type { Schedule } from '../platform/cron/occurrences.ts';
import { runSchedule } from '../platform/cron/run-schedule.ts';

export interface TargetPollerOptions extends PollContext {
  schedule: Schedule;
  /** True when an earlier poller of this target has polled it. */
  wasPolled: boolean;
  /** Called with what no boundary reported: a bug, after which nothing can be relied on. */
  onBug: (error: unknown) => void;
}

/**
 * Watches one target: polls it at once and then at every tick, never twice at the same time. Each target
 * has a poller of its own, so that one that hangs delays no other.
 */
export class TargetPoller {
  readonly #options: TargetPollerOptions;
  readonly #stopping = new AbortController();
  readonly #failures: FailureLog;
  #polling: Promise<void> | undefined;
  #schedule: Promise<void> | undefined;
  #hasPolled: boolean;

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
    this.#tick();
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

  /** Polls now and waits for the end. */
  async pollOnce(): Promise<PollReport> {
    const report = await poll(this.#options, this.#stopping.signal);
    this.#hasPolled = true;
    this.#log(report);
    return report;
  }

  #tick(): void {
    const { target, events, onBug } = this.#options;
    if (this.#polling !== undefined) {
      events.tickSkipped(target.name, 'overlap', 1);
      return;
    }
    this.#polling = this.pollOnce()
      .then(() => undefined, onBug)
      .finally(() => {
        this.#polling = undefined;
      });
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
