import type { Logger } from 'pino';
import { MINUTE, SECOND, type Clock, type Duration } from '../../platform/time.ts';
import { StoreFault, type StoreFaultCode } from '../store-fault.ts';
import type { Store } from '../store.ts';

/** The pause between two tries, on average: replicas that start together do not ask together. */
const PAUSE: Duration = 2 * SECOND;
/** The time for which a server that cannot be reached is waited for. */
const PATIENCE: Duration = MINUTE;

/** A server that is full lacks connections while replicas roll. */
const MAY_COME: ReadonlySet<StoreFaultCode> = new Set(['store-unreachable', 'store-full']);

export interface Patience {
  clock: Clock;
  random: () => number;
  log: Logger;
  /** Aborted when the program is to stop before it has started. Left out: it waits to the end. */
  starting?: AbortSignal | undefined;
}

/**
 * Opens a store on a server that may not be there yet: databases and replicas start together. What is refused, missing
 * or not trusted stays so, and is not waited for.
 * @throws StoreFault, and the reason of `starting`
 */
export async function openPatiently(open: () => Promise<Store>, patience: Patience): Promise<Store> {
  const { clock, random, log, starting = new AbortController().signal } = patience;
  const until = clock.monotonic() + PATIENCE;
  for (let tries = 1; ; tries += 1) {
    try {
      return await open();
    } catch (error) {
      const mayCome = error instanceof StoreFault && MAY_COME.has(error.code);
      const pause = PAUSE * (0.5 + random());
      if (!mayCome || clock.monotonic() + pause > until) throw error;
      if (tries === 1) log.warn({ err: error }, 'store cannot be reached yet');
      await clock.sleep(pause, starting);
    }
  }
}
