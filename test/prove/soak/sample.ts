import { statSync } from 'node:fs';
import { readMetrics } from '../../support/process/read-metrics.ts';
import type { DaemonProcess } from './daemon-process.ts';

/** One measurement, made once an hour. Sizes are in bytes. */
export interface Sample {
  rss: number;
  heap: number;
  handles: number;
  sleepers: number;
  series: number;
  store: number;
  journal: number;
}

export async function takeSample(daemon: DaemonProcess, store: string): Promise<Sample> {
  // Its connection does not stay: it would count among the handles.
  const response = await fetch(`${daemon.url}/metrics`, { headers: { connection: 'close' } });
  const series = [...readMetrics(await response.text())]
    // Node's own name what the process happens to wait for.
    .filter(([name]) => name.startsWith('batchwatch_'))
    .reduce((sum, [, { samples }]) => sum + samples.length, 0);
  return { ...(await daemon.holds()), series, store: sizeOf(store), journal: sizeOf(`${store}-wal`) };
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
