import type { Duration } from '../platform/time.ts';
import { isTargetLease } from './lease-names.ts';
import { MOVE_EVERY } from './lease-terms.ts';
import { spreadLeases } from './spread-leases.ts';

/** After a join all targets are where they should be in so many moves: one target each if there are few. */
const MOVES = 4;

/** Says which leases this replica should hold. A wish only: the table has the truth. */
export class LeasePreference {
  readonly #holder: string;
  #living: readonly string[] = [];
  #names: readonly string[] = [];
  #ours: ReadonlySet<string> | undefined;
  #perMove: number | undefined;
  #movedAt = -Infinity;

  constructor(holder: string) {
    this.#holder = holder;
  }

  /** The holders of all replicas that live. */
  set living(holders: readonly string[]) {
    const ordered = [...new Set([...holders, this.#holder])].toSorted();
    if (isSame(ordered, this.#living)) return;
    this.#living = ordered;
    this.#ours = undefined;
    this.#perMove = undefined;
  }

  /** The names of all leases that replicas want. */
  set names(names: Iterable<string>) {
    const ordered = [...names].toSorted();
    if (isSame(ordered, this.#names)) return;
    this.#names = ordered;
    this.#ours = undefined;
  }

  isOurs(name: string): boolean {
    return this.#share().has(name);
  }

  /**
   * Returns the targets to give up now, so that replicas that joined get their share. Other leases stay where they are:
   * a destination's pace and a session would begin again, and nobody gains.
   */
  namesToMove(held: readonly string[], now: Duration): readonly string[] {
    if (now - this.#movedAt < MOVE_EVERY) return [];
    const surplus = held.filter((name) => isTargetLease(name) && !this.isOurs(name));
    if (surplus.length === 0) return [];
    this.#perMove ??= Math.ceil(surplus.length / MOVES);
    this.#movedAt = now;
    return surplus.slice(0, this.#perMove);
  }

  #share(): ReadonlySet<string> {
    if (this.#ours !== undefined) return this.#ours;
    const groups = [this.#names.filter(isTargetLease), this.#names.filter((name) => !isTargetLease(name))];
    const ours = new Set<string>();
    for (const group of groups)
      for (const [name, replica] of spreadLeases(group, this.#living))
        if (replica === this.#holder) ours.add(name);
    this.#ours = ours;
    return ours;
  }
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}
