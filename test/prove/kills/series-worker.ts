import { parentPort, workerData } from 'node:worker_threads';
import type { SeriesOptions } from './series.ts';
import type { SeriesAnswer, SeriesTask } from './series-workers.ts';
import { trySeries } from './try-series.ts';

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what `SeriesWorkers` sends
const options = workerData as SeriesOptions;

parentPort?.on('message', ({ seed }: SeriesTask) => void answer(seed));

async function answer(seed: number): Promise<void> {
  const reply: SeriesAnswer = { seed, tried: await trySeries(seed, options) };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- this is no window
  parentPort?.postMessage(reply);
}
