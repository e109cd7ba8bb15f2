import type { BenchFixture } from './bench-fixture.ts';
import { startBenchFixture } from './bench-fixture.ts';
import { fillStore } from './filled-store.ts';
import { endedJobs } from './jobs.ts';

/** The store with 100,000 ended jobs, closed, to be copied; made once, when first asked for. */
export interface History extends AsyncDisposable {
  store: string;
  /** The end of the thirty days that it spans, and a bit. */
  end: number;
}

let made: Promise<History> | undefined;

export function history(): Promise<History> {
  made ??= make();
  return made;
}

/** Removes the store if anybody asked for it. */
export async function forgetHistory(): Promise<void> {
  await (await made)?.[Symbol.asyncDispose]();
}

async function make(): Promise<History> {
  const end = Math.floor(Date.now() / 1000) * 1000;
  const fixture: BenchFixture = await startBenchFixture();
  await fillStore({ config: fixture.config, store: fixture.store, jobs: endedJobs(end), now: end });
  return { store: fixture.store, end, [Symbol.asyncDispose]: () => fixture[Symbol.asyncDispose]() };
}
