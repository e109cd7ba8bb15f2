import type { Lease } from './lease.ts';

/** Leases by name. Each is made when it is first asked for. */
export class LeasesByName {
  readonly #leases = new Map<string, Lease>();
  readonly #make: (name: string) => Lease;

  constructor(make: (name: string) => Lease) {
    this.#make = make;
  }

  get(name: string): Lease {
    const known = this.#leases.get(name);
    if (known !== undefined) return known;
    const made = this.#make(name);
    this.#leases.set(name, made);
    return made;
  }

  /** Forgets all but these. Returns those that are forgotten. */
  keepOnly(names: ReadonlySet<string>): readonly Lease[] {
    const others = this.all.filter(({ name }) => !names.has(name));
    for (const { name } of others) this.#leases.delete(name);
    return others;
  }

  get all(): readonly Lease[] {
    return [...this.#leases.values()];
  }
}
