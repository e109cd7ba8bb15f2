import type { Sample } from './sample.ts';

const MIB = 1024 * 1024;

export interface Steadiness {
  /** In words, for the table. */
  reached: string;
  /** The first figure that grows. `undefined` when none does. */
  growing: string | undefined;
}

/**
 * Judges whether a process holds no more at the end than at the beginning. Compares the thirds of the samples that were
 * taken after it had warmed up. Memory is noisy: its median may rise by a twentieth and by 5 MiB. What leaks with each
 * poll, job or mail comes in hundreds, so that a few more are noise.
 */
export function judgeSteadiness(samples: readonly Sample[]): Steadiness {
  const third = Math.floor(samples.length / 3);
  const thirds = [samples.slice(0, third), samples.slice(third, -third), samples.slice(-third)] as const;
  const [first, middle, last] = thirds;
  const memory = (before: number) => Math.min(before * 0.05, 5 * MIB);
  const median = (what: keyof Sample) => ({
    before: medianOf(of(first, what)),
    after: medianOf(of(last, what)),
  });
  const most = (what: keyof Sample, before: readonly Sample[]) => ({
    before: Math.max(...of(before, what)),
    after: Math.max(...of(last, what)),
  });
  const early = [...first, ...middle];
  const figures: readonly Figure[] = [
    { name: 'RSS', unit: MIB, ...median('rss'), room: memory },
    { name: 'heap in use', unit: MIB, ...median('heap'), room: memory },
    { name: 'open handles', ...median('handles'), room: () => 2 },
    { name: 'sleepers', ...most('sleepers', early), room: () => 2 },
    // Four come and go: since when the oldest job is in each of three states, and since when mail waits.
    { name: 'series', ...most('series', early), room: () => 4 },
    { name: 'store', unit: MIB, ...most('store', middle), room: (before) => before * 0.1 },
    { name: 'its journal', unit: MIB, ...most('journal', middle), room: (before) => before * 0.1 },
  ];
  const worded = figures.map((figure) => ({ ...figure, text: toText(figure) }));
  const growing = worded.find(({ before, after, room }) => after > before + (room?.(before) ?? 0));
  return {
    reached: worded.map(({ text }) => text).join(', '),
    growing: growing && `${growing.text}: it grows`,
  };
}

function of(part: readonly Sample[], what: keyof Sample): number[] {
  return part.map((sample) => sample[what]);
}

interface Figure {
  name: string;
  before: number;
  after: number;
  /** In which it is shown; default pieces. */
  unit?: number;
  /** By how much it may rise; default not at all. */
  room?: (before: number) => number;
}

function toText({ name, before, after, unit }: Figure): string {
  if (unit === undefined) return `${name} ${before} → ${after}`;
  return `${name} ${(before / unit).toFixed(1)} → ${(after / unit).toFixed(1)} MiB`;
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
