/** The middle one of some numbers. */
export function median(numbers: number[]): number {
  return quantile(numbers, 0.5);
}

/** Nine of ten numbers are at most this. */
export function p90(numbers: number[]): number {
  return quantile(numbers, 0.9);
}

export function mean(numbers: number[]): number {
  return numbers.reduce((total, next) => total + next, 0) / numbers.length;
}

function quantile(numbers: number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
}
