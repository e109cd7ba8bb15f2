import type { Logger } from 'pino';
import { BatchwatchError } from '../platform/errors.ts';
import type { Clock } from '../platform/time.ts';
import type { LeaseTable } from './lease-table.ts';
import { HELD_FOR, RENEW_EVERY } from './lease-terms.ts';
import { Lease } from './lease.ts';
import { LeasesByName } from './leases-by-name.ts';
import type { Leases } from './leases.ts';

export interface VisitorLeasesOptions {
  table: LeaseTable;
  holder: string;
  clock: Clock;
  log: Logger;
}

/**
 * The leases of a command that works beside replicas for a short while. It takes what nobody holds, once. It says nowhere
 * that it lives, so that no replica moves work to it.
 */
export class VisitorLeases implements Leases {
  readonly isShared = true;
  readonly #options: VisitorLeasesOptions;
  readonly #leases: LeasesByName;
  readonly #closing = new AbortController();
  #renewing: Promise<void> = Promise.resolve();

  constructor(options: VisitorLeasesOptions) {
    this.#options = options;
    this.#leases = new LeasesByName((name) => new Lease(name, options.clock));
  }

  get holder(): string {
    return this.#options.holder;
  }

  get(name: string): Lease {
    return this.#leases.get(name);
  }

  /** Takes those that were asked for and that nobody holds, and keeps them until it closes. @throws StoreFault */
  async takeFree(): Promise<void> {
    const { table, clock, holder } = this.#options;
    const sentAt = clock.monotonic();
    const taken = await table.take(this.all.map(({ name }) => name));
    for (const [name, epoch] of taken) this.get(name).begin({ name, holder, epoch }, sentAt + HELD_FOR);
    this.#renewing = this.#renew(this.#closing.signal);
  }

  keepOnly(names: ReadonlySet<string>): void {
    for (const lease of this.#leases.keepOnly(names)) lease.end();
  }

  giveUp(): void {
    for (const lease of this.all) lease.end();
  }

  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.giveUp();
    this.#closing.abort(new Error('closing'));
    await this.#renewing;
    await this.#trying(() => this.#options.table.leave());
    await this.#options.table.close();
  }

  /** It counts none: a command has no metrics. */
  followChanges(): void {}

  get all(): readonly Lease[] {
    return this.#leases.all;
  }

  async #renew(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#options.clock.sleep(RENEW_EVERY, signal).catch(() => undefined);
      if (!signal.aborted) await this.#trying(() => this.#renewHeld());
      for (const lease of this.all) lease.endIfOver();
    }
  }

  async #renewHeld(): Promise<void> {
    const { table, clock } = this.#options;
    const held = this.all.filter(({ term }) => term !== undefined);
    const sentAt = clock.monotonic();
    const { renewed, busy } = await table.renew(held.map(({ name }) => name));
    const isRenewed = new Set(renewed);
    const isBusy = new Set(busy);
    for (const lease of held) {
      if (isRenewed.has(lease.name)) lease.prolong(sentAt + HELD_FOR);
      else if (!isBusy.has(lease.name)) lease.end();
    }
  }

  async #trying(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof BatchwatchError)) throw error;
      this.#options.log.error({ err: error }, 'leases cannot be kept');
    }
  }
}
