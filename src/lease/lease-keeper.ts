import type { Logger } from 'pino';
import { BatchwatchError } from '../platform/errors.ts';
import { FailureLog } from '../platform/log.ts';
import type { Clock, Duration } from '../platform/time.ts';
import { Lease } from './lease.ts';
import { LeasesByName } from './leases-by-name.ts';
import type { Leases } from './leases.ts';
import type { LeaseTable } from './lease-table.ts';
import { DEFERENCE, HELD_FOR, LOOK_EVERY, RENEW_EVERY, WATCH_EVERY } from './lease-terms.ts';
import { LeasePreference } from './lease-preference.ts';

/** The most leases that a line of the log names. */
const MOST_NAMED = 20;

export interface LeaseKeeperOptions {
  table: LeaseTable;
  /** This start of this process: its name and a random part. */
  holder: string;
  clock: Clock;
  log: Logger;
}

/**
 * Holds this replica's share of the leases that all replicas want. It counts on its own monotonic clock, from before a
 * request left: so it stops before the database lets others begin. Whoever is wrong about that is refused by the
 * fence of his next write.
 */
export class LeaseKeeper implements Leases {
  readonly isShared = true;
  readonly #options: LeaseKeeperOptions;
  readonly #leases: LeasesByName;
  readonly #preference: LeasePreference;
  readonly #failures: FailureLog;
  readonly #giving = new Set<Lease>();
  /** Since when a lease was seen free. */
  readonly #freeSince = new Map<string, Duration>();
  readonly #stopping = new AbortController();
  /** Leases whose renewal a transaction under way held up. */
  #busy: readonly string[] = [];
  #isWoken = false;
  #endRest: () => void = () => {};
  #isClosing = false;
  #onChange: (leases: number) => void = () => {};
  #isReachable = true;
  #renewedAt = -Infinity;
  #running: Promise<unknown> | undefined;

  constructor(options: LeaseKeeperOptions) {
    this.#options = options;
    this.#failures = new FailureLog(options.log, options.clock);
    this.#preference = new LeasePreference(options.holder);
    this.#leases = new LeasesByName((name) => this.#make(name));
  }

  get holder(): string {
    return this.#options.holder;
  }

  get(name: string): Lease {
    return this.#leases.get(name);
  }

  #make(name: string): Lease {
    const lease = new Lease(name, this.#options.clock);
    lease.onIdle = () => this.#wake();
    lease.onRefused = () => this.#changed([lease], 'lost');
    return lease;
  }

  keepOnly(names: ReadonlySet<string>): void {
    this.#end(this.#leases.keepOnly(names));
  }

  get all(): readonly Lease[] {
    return this.#leases.all;
  }

  /** Begins to look for leases, and to renew what it holds. */
  start(): void {
    const { signal } = this.#stopping;
    this.#running = Promise.all([this.#look(signal), this.#watchEnds(signal)]);
  }

  followChanges(listener: (leases: number) => void): void {
    this.#onChange = listener;
  }

  giveUp(): void {
    this.#isClosing = true;
    this.#end(this.all);
  }

  async close(): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    this.giveUp();
    this.#stopping.abort(new Error('stopping'));
    await this.#running;
    // Without the database, what is left ends by itself.
    if (this.#isReachable) await this.#trying(() => this.#options.table.leave());
    await this.#options.table.close();
  }

  /** Ends terms. A row is released when the work of its term has ended, so that nobody else begins before. */
  #end(leases: readonly Lease[]): void {
    const held = leases.filter(({ term }) => term !== undefined);
    for (const lease of held) {
      this.#giving.add(lease);
      lease.end();
    }
    this.#changed(held, 'given up');
    this.#wake();
  }

  #wake(): void {
    this.#isWoken = true;
    this.#endRest();
  }

  async #look(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#isWoken = false;
      await this.#trying(() => this.#step());
      if (!this.#isWoken) await this.#rest(signal);
    }
  }

  async #rest(signal: AbortSignal): Promise<void> {
    const woken = new AbortController();
    this.#endRest = () => woken.abort();
    await this.#options.clock
      .sleep(LOOK_EVERY, AbortSignal.any([signal, woken.signal]))
      .catch(() => undefined);
  }

  async #watchEnds(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#changed(
        this.all.filter((lease) => lease.endIfOver()),
        'not renewed in time',
      );
      await this.#options.clock.sleep(WATCH_EVERY, signal).catch(() => undefined);
    }
  }

  async #trying(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.#isReachable = true;
      this.#failures.recovered({ fields: {}, message: 'leases are kept again' });
    } catch (error) {
      if (!(error instanceof BatchwatchError)) throw error;
      this.#isReachable = false;
      this.#failures.failed({
        signature: error.code,
        fields: { err: error },
        message: 'leases cannot be kept',
      });
    }
  }

  async #step(): Promise<void> {
    const { clock, table } = this.#options;
    await this.#releaseIdle();
    const isDue = clock.monotonic() - this.#renewedAt >= RENEW_EVERY;
    if (isDue && !this.#isClosing) this.#preference.living = await table.beat();
    await this.#renew(isDue);
    if (this.#isClosing) return await table.retire();
    await this.#takeFree();
    const moving = this.#preference.namesToMove(this.#heldNames(), clock.monotonic());
    if (moving.length > 0) this.#end(moving.map((name) => this.get(name)));
  }

  async #releaseIdle(): Promise<void> {
    const idle = [...this.#giving].filter((lease) => !lease.isWorking);
    if (idle.length === 0) return;
    await this.#options.table.release(idle.map(({ name }) => name));
    for (const lease of idle) this.#giving.delete(lease);
  }

  /** The row of a lease that is being given up is renewed, too, until its work has ended. */
  async #renew(isDue: boolean): Promise<void> {
    const { clock, table } = this.#options;
    const names = isDue ? [...this.#heldNames(), ...[...this.#giving].map(({ name }) => name)] : this.#busy;
    const sentAt = clock.monotonic();
    if (isDue) this.#renewedAt = sentAt;
    this.#busy = [];
    if (names.length === 0) return;
    const { renewed, busy } = await table.renew(names);
    this.#busy = busy;
    const isRenewed = new Set(renewed);
    for (const lease of this.all) if (isRenewed.has(lease.name)) lease.prolong(sentAt + HELD_FOR);
    const lostNames = new Set(names).difference(new Set([...renewed, ...busy]));
    const lost = this.all.filter(({ name, term }) => term !== undefined && lostNames.has(name));
    for (const lease of lost) lease.end();
    this.#changed(lost, 'lost');
  }

  async #takeFree(): Promise<void> {
    const { clock, table, holder } = this.#options;
    this.#preference.names = this.all.map(({ name }) => name);
    const wanted = this.all.filter((lease) => lease.term === undefined && !lease.isWorking);
    const free = wanted.length === 0 ? [] : await table.findFree(wanted.map(({ name }) => name));
    this.#noteFree(free);
    // The one that should hold it may just have gone.
    if (!free.every((name) => this.#preference.isOurs(name))) this.#preference.living = await table.beat();
    const now = clock.monotonic();
    const names = free.filter(
      (name) => this.#preference.isOurs(name) || now - (this.#freeSince.get(name) ?? now) >= DEFERENCE,
    );
    if (names.length === 0) return;
    const sentAt = clock.monotonic();
    const taken = await table.take(names);
    const ours = this.all.filter(({ name }) => taken.has(name));
    for (const lease of ours) {
      const epoch = taken.get(lease.name) ?? 0;
      lease.begin({ name: lease.name, holder, epoch }, sentAt + HELD_FOR);
    }
    this.#changed(ours, 'taken');
  }

  #noteFree(free: readonly string[]): void {
    const now = this.#options.clock.monotonic();
    const seen = new Set(free);
    for (const name of this.#freeSince.keys()) if (!seen.has(name)) this.#freeSince.delete(name);
    for (const name of free) if (!this.#freeSince.has(name)) this.#freeSince.set(name, now);
  }

  #heldNames(): string[] {
    return this.all.filter(({ term }) => term !== undefined).map(({ name }) => name);
  }

  #changed(leases: readonly Lease[], why: 'taken' | 'given up' | 'lost' | 'not renewed in time'): void {
    if (leases.length === 0) return;
    const names = leases.slice(0, MOST_NAMED).map(({ name }) => name);
    this.#options.log.info({ why, count: leases.length, leases: names }, 'leases changed');
    this.#onChange(leases.length);
  }
}
