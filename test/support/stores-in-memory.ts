import { existsSync, statfsSync } from 'node:fs';

/** The folder in which Linux keeps files in memory. */
const MEMORY = '/dev/shm';

/**
 * The environment that keeps temporary files in memory, where there is room. A store waits for the disk at each
 * commit. No test pulls the plug, so tests need not.
 */
export const storesInMemory = hasRoom(MEMORY) ? { TMPDIR: MEMORY } : {};

function hasRoom(directory: string): boolean {
  if (!existsSync(directory)) return false;
  const { bavail, bsize } = statfsSync(directory);
  return bavail * bsize > 1_000_000_000;
}
