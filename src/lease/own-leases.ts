import type { Clock } from '../platform/time.ts';
import { Lease } from './lease.ts';
import { LeasesByName } from './leases-by-name.ts';
import type { Leases } from './leases.ts';

/** The leases of a store that only one process may open: it holds each of them for as long as it lives. */
export class OwnLeases implements Leases {
  readonly isShared: boolean = false;
  readonly holder: string;
  readonly #leases: LeasesByName;

  /** @param holder the name of this replica */
  constructor(clock: Clock, holder: string) {
    this.holder = holder;
    this.#leases = new LeasesByName((name) => {
      const lease = new Lease(name, clock);
      lease.begin(undefined, Infinity);
      return lease;
    });
  }

  get(name: string): Lease {
    return this.#leases.get(name);
  }

  keepOnly(names: ReadonlySet<string>): void {
    this.#leases.keepOnly(names);
  }

  /** None comes and none goes. */
  followChanges(): void {}

  /** The store's lock ends with the process, and nobody waits for a lease. */
  giveUp(): void {}

  async close(): Promise<void> {}

  get all(): readonly Lease[] {
    return this.#leases.all;
  }
}
