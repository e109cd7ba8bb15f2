import { setImmediate } from 'node:timers/promises';

/** Resolves as soon as something is so that sockets on loopback are about to make so. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await setImmediate();
}
