/** Counts by name; plain data, so that it can go from thread to thread. */
export type Tally = Readonly<Record<string, number>>;

export function sumOf(tallies: readonly Tally[]): Tally {
  const sum: Record<string, number> = {};
  for (const tally of tallies) {
    for (const [name, count] of Object.entries(tally)) sum[name] = (sum[name] ?? 0) + count;
  }
  return sum;
}

/** `1,204 stale, 3 truncated`, most first. */
export function describeTally(tally: Tally): string {
  return Object.entries(tally)
    .toSorted(([, one], [, other]) => other - one)
    .map(([name, count]) => `${count.toLocaleString('en')} ${name}`)
    .join(', ');
}
