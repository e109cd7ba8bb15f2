import * as fc from 'fast-check';

/**
 * All of a list's places; a counter-example keeps as few of them as it can. It is halved before single places
 * are left out: each try of a smaller one may take seconds.
 */
export function thinned(length: number): fc.Arbitrary<readonly number[]> {
  return new Thinned(length);
}

class Thinned extends fc.Arbitrary<readonly number[]> {
  readonly #length: number;

  constructor(length: number) {
    super();
    this.#length = length;
  }

  generate(): fc.Value<readonly number[]> {
    return new fc.Value(
      Array.from({ length: this.#length }, (_, place) => place),
      undefined,
    );
  }

  canShrinkWithoutContext(value: unknown): value is readonly number[] {
    return Array.isArray(value);
  }

  shrink(places: readonly number[]): fc.Stream<fc.Value<readonly number[]>> {
    return fc.stream(smaller(places)).map((fewer) => new fc.Value(fewer, undefined));
  }
}

/** Only the one half, only the other, only a quarter, …; then all but a half, all but a quarter, … */
function* smaller(places: readonly number[]): IterableIterator<readonly number[]> {
  const pieces: (readonly [from: number, until: number])[] = [];
  for (let size = Math.ceil(places.length / 2); size > 0; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < places.length; from += size) pieces.push([from, from + size]);
  }
  for (const [from, until] of pieces) {
    if (places.length > until - from) yield places.slice(from, until);
  }
  // With two pieces, to leave out the one is to keep the other.
  for (const [from, until] of pieces.slice(2)) yield [...places.slice(0, from), ...places.slice(until)];
}
