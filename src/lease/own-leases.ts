import type { Clock } from '../platform/time.ts';
import { Lease } from './lease.ts';
import type { Leases } from './leases.ts';

/** The leases of a store that only one process may open: it holds each of them for as long as it lives. */
export class OwnLeases implements Leases {
  readonly isShared: boolean = false;
  readonly holder: string;
  readonly #clock: Clock;
  readonly #leases = new Map<string, Lease>();

  /** @param holder the name of this replica */
  constructor(clock: Clock, holder: string) {
    this.#clock = clock;
    this.holder = holder;
  }

  get(name: string): Lease {
    const known = this.#leases.get(name);
    if (known !== undefined) return known;
    const lease = new Lease(name, this.#clock);
    lease.begin(undefined, Infinity);
    this.#leases.set(name, lease);
    return lease;
  }

  keepOnly(names: ReadonlySet<string>): void {
    for (const name of this.#leases.keys()) if (!names.has(name)) this.#leases.delete(name);
  }

  /** None comes and none goes. */
  followChanges(): void {}

  /** The store's lock ends with the process, and nobody waits for a lease. */
  giveUp(): void {}

  async close(): Promise<void> {}

  get all(): readonly Lease[] {
    return [...this.#leases.values()];
  }
}
