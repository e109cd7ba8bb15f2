import type { BenchFixture } from './bench-fixture.ts';
import { startBenchFixture } from './bench-fixture.ts';
import { fillStore } from './filled-store.ts';
import { endedJobs, type RowShape } from './jobs.ts';

/** The store with 100,000 ended jobs, closed, to be copied; one of each shape is made when first asked for. */
export interface History extends AsyncDisposable {
  store: string;
  /** The end of the thirty days that it spans, and a bit. */
  end: number;
}

const made = new Map<RowShape, Promise<History>>();

export function history(shape: RowShape = 'nested'): Promise<History> {
  const store = made.get(shape) ?? make(shape);
  made.set(shape, store);
  return store;
}

/** Removes the stores that somebody asked for. */
export async function forgetHistory(): Promise<void> {
  for (const store of made.values()) await (await store)[Symbol.asyncDispose]();
}

async function make(shape: RowShape): Promise<History> {
  const end = Math.floor(Date.now() / 1000) * 1000;
  const fixture: BenchFixture = await startBenchFixture();
  const jobs = endedJobs(end, { shape });
  await fillStore({ config: fixture.config, store: fixture.store, jobs, now: end });
  return { store: fixture.store, end, [Symbol.asyncDispose]: () => fixture[Symbol.asyncDispose]() };
}
