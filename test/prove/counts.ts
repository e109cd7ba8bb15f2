/** Counts by name; plain data, so that it can go from thread to thread. */
export type Counts = Readonly<Record<string, number>>;

export function sumOf(allCounts: readonly Counts[]): Counts {
  const sum: Record<string, number> = {};
  for (const counts of allCounts) {
    for (const [name, count] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + count;
  }
  return sum;
}

/** `1,204 stale, 3 truncated`, most first. */
export function describeCounts(counts: Counts): string {
  return Object.entries(counts)
    .toSorted(([, one], [, other]) => other - one)
    .map(([name, count]) => `${count.toLocaleString('en')} ${name}`)
    .join(', ');
}
