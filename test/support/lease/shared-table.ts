import type { LeaseTable, Renewal } from '../../../src/lease/lease-table.ts';
import { LEASE_TTL_SECONDS } from '../../../src/lease/lease-terms.ts';
import { StoreFault } from '../../../src/store/store-fault.ts';
import type { TestClock } from '../test-clock.ts';

interface Row {
  holder: string;
  epoch: number;
  expiresAt: number;
}

const TTL = LEASE_TTL_SECONDS * 1_000;

/** A table of leases that replicas of one test share, on the clock of the test. */
export class SharedTable {
  readonly rows = new Map<string, Row>();
  readonly #seen = new Map<string, number>();
  readonly #clock: TestClock;

  constructor(clock: TestClock) {
    this.#clock = clock;
  }

  /** Who holds a lease now; undefined when nobody does. */
  holderOf(name: string): string | undefined {
    const row = this.rows.get(name);
    return row !== undefined && row.expiresAt > this.#clock.monotonic() ? row.holder : undefined;
  }

  /** The table as one replica reaches it. `isCut` cuts it off. */
  of(holder: string): LeaseTable & { isCut: boolean } {
    const now = () => this.#clock.monotonic();
    const table = {
      isCut: false,
      beat: reach(() => {
        this.#seen.set(holder, now());
        return [...this.#seen].filter(([, at]) => at > now() - TTL).map(([name]) => name);
      }),
      renew: reach((names: readonly string[]): Renewal => {
        const renewed = names.filter((name) => this.rows.get(name)?.holder === holder);
        for (const name of renewed) this.#set(name, holder);
        return { renewed, busy: [] };
      }),
      findFree: reach((names: readonly string[]) =>
        names.filter((name) => this.holderOf(name) === undefined),
      ),
      take: reach((names: readonly string[]) => {
        const taken = names.filter((name) => [undefined, holder].includes(this.holderOf(name)));
        for (const name of taken) this.#set(name, holder);
        return new Map(taken.map((name) => [name, this.rows.get(name)?.epoch ?? 0]));
      }),
      release: reach((names: readonly string[]) => {
        for (const name of names) this.#expire(name, holder);
      }),
      retire: reach(() => void this.#seen.delete(holder)),
      close: () => Promise.resolve(),
      leave: reach(() => {
        this.#seen.delete(holder);
        for (const name of this.rows.keys()) this.#expire(name, holder);
      }),
    };
    return table;

    function reach<Arguments extends unknown[], Result>(call: (...args: Arguments) => Result) {
      return async (...args: Arguments): Promise<Result> => {
        if (table.isCut) throw new StoreFault('store-unreachable', 'cut off');
        return await Promise.resolve(call(...args));
      };
    }
  }

  #set(name: string, holder: string): void {
    const before = this.rows.get(name);
    const epoch = (before?.epoch ?? 0) + (before?.holder === holder ? 0 : 1);
    this.rows.set(name, { holder, epoch, expiresAt: this.#clock.monotonic() + TTL });
  }

  #expire(name: string, holder: string): void {
    const row = this.rows.get(name);
    if (row?.holder === holder) row.expiresAt = -Infinity;
  }
}
