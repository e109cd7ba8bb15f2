import type { Lease, Term } from '../lease/lease.ts';
import type { PollReport } from './port/poll-report.ts';
import { TargetPoller, type TargetPollerOptions } from './target-poller.ts';

export interface LeasedPollerOptions extends TargetPollerOptions {
  /** The right to poll the target, which one replica has at a time. */
  lease: Lease;
}

/**
 * Polls one target while this replica holds its lease. Each term has a poller of its own. It begins with a poll at once:
 * the holder before may have missed a tick.
 */
export class LeasedPoller {
  readonly #options: LeasedPollerOptions;
  readonly #stopping = new AbortController();
  readonly #firstPoll = Promise.withResolvers<void>();
  #poller: TargetPoller | undefined;
  #wasPolled: boolean;
  #working: Promise<void> | undefined;

  constructor(options: LeasedPollerOptions) {
    this.#options = options;
    this.#wasPolled = options.wasPolled;
  }

  /** The name of the target. */
  get target(): string {
    return this.#options.target.name;
  }

  /** Says whether a first attempt of this process has ended, well or not. */
  get hasPolled(): boolean {
    return this.#wasPolled || this.#poller?.hasPolled === true;
  }

  /** Says whether another replica may poll the target now. */
  get isElsewhere(): boolean {
    return this.#options.lease.term === undefined;
  }

  /** Resolves when the first attempt has ended, well or not; or when the poller stops without one. */
  async start(): Promise<void> {
    const { lease, onBug } = this.#options;
    this.#working = lease
      .whileHeld((term, signal) => this.#work(term, signal), this.#stopping.signal)
      .catch(onBug);
    await this.#firstPoll.promise;
  }

  /** Aborts a poll that is under way and waits for its end. */
  async stop(): Promise<void> {
    this.#stopping.abort(new Error('stopping'));
    await Promise.all([this.#working, this.#poller?.stop()]);
    this.#firstPoll.resolve();
  }

  /** Polls once now. Returns `undefined` when another replica holds the lease: it polls the target. */
  async pollOnce(): Promise<PollReport | undefined> {
    let report: PollReport | undefined;
    await this.#options.lease.duringTerm(async ({ fence }) => {
      const store = this.#options.store.fencedBy(fence);
      this.#poller = new TargetPoller({ ...this.#options, store });
      report = await this.#poller.pollOnce();
    });
    return report;
  }

  async #work({ fence }: Term, signal: AbortSignal): Promise<void> {
    const store = this.#options.store.fencedBy(fence);
    const poller = new TargetPoller({ ...this.#options, store, wasPolled: this.hasPolled });
    this.#poller = poller;
    void poller.start().then(this.#firstPoll.resolve);
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      else signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await poller.stop();
    this.#wasPolled ||= poller.hasPolled;
    if (signal.aborted && !this.#stopping.signal.aborted) this.#options.events.targetLeft(this.target);
  }
}
