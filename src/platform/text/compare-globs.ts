/** Returns true when `outer` surely matches every text that `inner` matches; false when it may not, or when that is hard to say. */
export function coversGlob(outer: string, inner: string): boolean {
  return advance(outer, inner, (o, i, go) => {
    if (o === '*') return go(1, 0) || (i !== undefined && go(0, 1));
    if (i === undefined || o === undefined) return i === o;
    return i !== '*' && (o === '?' || o === i) && go(1, 1);
  });
}

/** Returns true when a text surely matches both globs; false when none does, or when that is hard to say. */
export function globsMeet(one: string, other: string): boolean {
  return advance(one, other, (a, b, go) => {
    if (a === '*') return go(1, 0) || (b !== undefined && go(0, 1));
    if (b === '*') return go(0, 1) || (a !== undefined && go(1, 0));
    if (a === undefined || b === undefined) return a === b;
    return (a === '?' || b === '?' || a === b) && go(1, 1);
  });
}

/** Goes on by so many characters of each glob, and returns the result. */
type Go = (left: 0 | 1, right: 0 | 1) => boolean;

/** Longer ones are not compared: nobody writes them, and each character costs a step. */
const LONGEST = 1_000;

/** Walks both globs from their start; each pair of places is judged once, so that many stars cost little. */
function advance(
  left: string,
  right: string,
  judge: (left: string | undefined, right: string | undefined, go: Go) => boolean,
): boolean {
  const [a, b] = [Array.from(left), Array.from(right)];
  if (a.length + b.length > LONGEST) return false;
  const known = new Map<number, boolean>();
  const at = (i: number, j: number): boolean => {
    const place = i * (b.length + 1) + j;
    const verdict = known.get(place) ?? judge(a[i], b[j], (di, dj) => at(i + di, j + dj));
    known.set(place, verdict);
    return verdict;
  };
  return at(0, 0);
}
