import { wire, type Wiring } from './wire.ts';
import { ENGINE_LEASE, HOUSEKEEPING_LEASE } from '../lease/lease-names.ts';
import type { Lease } from '../lease/lease.ts';
import type { Store } from '../store/store.ts';
import { laneLease } from '../lease/lane-lease.ts';
import type { Resources } from './resources.ts';
import { occurrencesBetween } from '../platform/cron/occurrences.ts';
import { pollSchedules } from '../config/poll-schedules.ts';
import { Cleanups } from '../platform/cleanups.ts';
import type { Config } from '../config/schema/schema.ts';
import type { EvaluationStats } from '../core/incident/evaluate/evaluation-stats.ts';
import { runIncidentLoop } from '../engine/incident-loop.ts';
import { ProxyPolicy } from '../platform/http/proxy-policy.ts';
import { refreshStanding } from '../outbox/refresh.ts';
import { pruneNowAndThen } from './pruning.ts';
import type { Platform } from '../platform/platform.ts';
import { FailureLog } from '../platform/log.ts';
import { MINUTE, SECOND, type Duration, type Instant } from '../platform/time.ts';
import { StoreFault } from '../store/store-fault.ts';
import { redirectLeft, resumeEngine } from './resume.ts';
import { isWell } from '../engine/self-check/is-well.ts';
import { pingWhileWell, type PingOptions } from '../engine/self-check/ping.ts';

/** A target that this process has not polled yet. */
export interface UnpolledTarget {
  target: string;
  /** True when another replica may poll it. */
  isElsewhere: boolean;
}

export interface RuntimeContext extends Platform {
  resources: Resources;
  onBug: (error: unknown) => void;
  polledBefore?: ReadonlySet<string>;
}

/** A long read may take this long, and yet all is well. */
const LATE_POLL: Duration = 10 * MINUTE;

/** A lease outlives a killed replica by three times as long. */
const REDIRECT_EVERY: Duration = 5 * SECOND;

/** Everything that one configuration makes: pollers, incidents, deliveries, pruning. A reload replaces it. */
export class Runtime {
  readonly config: Config;
  readonly #context: RuntimeContext;
  readonly #wiring: Wiring;
  readonly #cleanups = new Cleanups();
  #deliveries: readonly Promise<void>[] = [];

  /** Makes everything; nothing works yet. */
  constructor(config: Config, context: RuntimeContext) {
    this.config = config;
    this.#context = context;
    this.#wiring = wire(config, { ...context, cleanups: this.#cleanups });
  }

  /** The targets whose first attempt by this process is still to come. */
  get unpolled(): readonly UnpolledTarget[] {
    return this.#wiring.pollers
      .filter(({ hasPolled }) => !hasPolled)
      .map(({ target, isElsewhere }) => ({ target, isElsewhere }));
  }

  /** The targets that were polled, now or by an earlier runtime. */
  get polled(): ReadonlySet<string> {
    return new Set(this.#wiring.pollers.filter(({ hasPolled }) => hasPolled).map(({ target }) => target));
  }

  /** Resolves when the first attempt at each target has ended, well or not. */
  async start(): Promise<void> {
    const { leases } = this.#context.resources;
    this.#deliveries = this.#wiring.deliveries.map((delivery) =>
      this.#background('delivery', (signal) => delivery.run(signal)),
    );
    for (const channel of this.#wiring.channels)
      this.#whileHeld(leases.get(laneLease(channel)), 'refresh', (store, signal) =>
        refreshStanding({ ...this.#context, store, channel }, signal),
      );
    const engine = leases.get(ENGINE_LEASE);
    this.#whileHeld(engine, 'incidents', (store, signal) => this.#evaluateIncidents(store, signal));
    this.#whileHeld(leases.get(HOUSEKEEPING_LEASE), 'pruning', (store, signal) =>
      pruneNowAndThen(this.config, { ...this.#context, store }, signal),
    );
    if (leases.isShared)
      this.#whileHeld(engine, 'former destinations', (store, signal) => this.#redirectLeft(store, signal));
    const ping = this.#pingOptions();
    if (ping !== undefined) this.#whileHeld(engine, 'ping', (_, signal) => pingWhileWell(ping, signal));
    const polled = this.#wiring.pollers.map((poller) => {
      this.#cleanups.add(`watcher of ${poller.target}`, () => poller.stop());
      return poller.start();
    });
    await Promise.all(polled);
  }

  /**
   * Lets each delivery end after the message that is under way, however long the other side takes; cut off, it
   * might send twice. Pollers go on meanwhile.
   */
  async finishDeliveries(): Promise<void> {
    for (const delivery of this.#wiring.deliveries) delivery.finish();
    await Promise.all(this.#deliveries);
  }

  /** Something was put into the outbox. */
  wakeDeliveries(): void {
    for (const delivery of this.#wiring.deliveries) delivery.wake();
  }

  /** Stops in order; what is under way is cut short and keeps what it read. Safe to call more than once. */
  async stop(deadline: Duration): Promise<void> {
    const { clock, log } = this.#context;
    await this.#cleanups.run({ deadline, clock, log });
  }

  async #evaluateIncidents(store: Store, signal: AbortSignal): Promise<void> {
    if (this.#context.resources.leases.isShared) await this.#resumeEngine(store, signal);
    const { resources, clock, log } = this.#context;
    const { engine, deliveries } = this.#wiring;
    const onEvaluated = ({ notifications, suppressed }: EvaluationStats) => {
      for (const [reason, decisions] of suppressed) resources.metrics.poll.suppressed(reason, decisions);
      if (notifications > 0) deliveries.forEach((delivery) => delivery.wake());
    };
    await runIncidentLoop({ engine, store, clock, log, onEvaluated }, signal);
  }

  /** Looks now and then: the replica that had a former destination may end at any time. @throws LeaseLost */
  async #redirectLeft(store: Store, signal: AbortSignal): Promise<void> {
    const failures = new FailureLog(this.#context.log, this.#context.clock);
    while (!signal.aborted) {
      await this.#context.clock.sleep(REDIRECT_EVERY, signal).catch(() => undefined);
      if (signal.aborted) return;
      try {
        if (await redirectLeft(store, this.config, this.#context)) this.wakeDeliveries();
        failures.recovered({
          fields: {},
          message: 'messages to former destinations find their places again',
        });
      } catch (error) {
        if (!(error instanceof StoreFault)) throw error;
        failures.failed({
          signature: error.code,
          fields: { err: error },
          message: 'messages to former destinations cannot find their places',
        });
      }
    }
  }

  /** Tries until the store takes it. @throws LeaseLost */
  async #resumeEngine(store: Store, signal: AbortSignal): Promise<void> {
    const failures = new FailureLog(this.#context.log, this.#context.clock);
    while (!signal.aborted) {
      try {
        return await resumeEngine(store, this.config, this.#context);
      } catch (error) {
        if (!(error instanceof StoreFault)) throw error;
        failures.failed({
          signature: error.code,
          fields: { err: error },
          message: 'incidents cannot be resumed',
        });
        await this.#context.clock.sleep(SECOND, signal).catch(() => undefined);
      }
    }
  }

  /** Undefined when nobody waits for pings. */
  #pingOptions(): PingOptions | undefined {
    const { watchdog } = this.config;
    const { resources, clock, log } = this.#context;
    if (watchdog.ping === undefined) return undefined;
    const { outboxAfter, every, ping: url } = watchdog;
    const schedules = Array.from(pollSchedules(this.config), ([target, schedule]) => ({
      target,
      isOverdue: (after: Instant, now: Instant) =>
        occurrencesBetween({ ...schedule, after, until: now - LATE_POLL }).length > 1,
    }));
    const { fresh, isElsewhere, live, watchdog: own } = this.#wiring.monitors;
    const { destinations } = own;
    const asked = { schedules, fresh, isElsewhere, destinations, startedAt: live.startedAt, outboxAfter };
    const well = () => resources.store.read((db) => isWell(db, { ...asked, now: clock.now() }));
    const proxies = new ProxyPolicy(this.config.proxy, this.#context.env);
    return { url, every, isWell: well, clock, log, proxies };
  }

  /** Starts a loop that works while this replica holds the lease, on a store that refuses its writes afterwards. */
  #whileHeld(lease: Lease, name: string, run: (store: Store, signal: AbortSignal) => Promise<void>): void {
    const { store } = this.#context.resources;
    void this.#background(name, (stopping) =>
      lease.whileHeld(({ fence }, signal) => run(store.fencedBy(fence), signal), stopping),
    );
  }

  /** Starts a loop that ends when its signal aborts; its cleanup aborts it and waits for the end. */
  #background(name: string, run: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const stopping = new AbortController();
    const running = run(stopping.signal).catch(this.#context.onBug);
    this.#cleanups.add(name, async () => {
      stopping.abort(new Error('stopping'));
      await running;
    });
    return running;
  }
}
