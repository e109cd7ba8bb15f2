import { parentPort, Worker, workerData } from 'node:worker_threads';

/** The work of one thread: its number of tries, all from this seed. */
export interface Share {
  tries: number;
  seed: number;
  /** The share's number, from 0, for work that is not random. */
  index: number;
}

/** As many as the smallest machine that this is meant for has cores. */
export const WORKERS = 2;

/**
 * Shares `tries` out among threads that run `module` (which calls `takeShare`), each from a seed of its own, and
 * collects what they come back with: plain data.
 * @throws whatever a thread threw
 */
export async function inWorkers<Result>(
  module: URL,
  { tries, seed }: Omit<Share, 'index'>,
): Promise<Result[]> {
  const shares = Array.from({ length: WORKERS }, (_, index) => ({
    tries: Math.floor((tries + index) / WORKERS),
    seed: seed + index,
    index,
  }));
  return await Promise.all(shares.map((share) => inWorker<Result>(module, share)));
}

function inWorker<Result>(module: URL, share: Share): Promise<Result> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(module, { workerData: share });
    worker.on('message', resolve);
    worker.on('error', reject);
    worker.on('exit', () => reject(new Error(`${module.pathname} ended without a result`)));
  });
}

/** Does the work of a thread's module. */
export async function takeShare(work: (share: Share) => Promise<unknown>): Promise<void> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what `inWorker` sends
  const result = await work(workerData as Share);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- this is no window
  parentPort?.postMessage(result);
}
