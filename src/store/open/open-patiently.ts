import type { Logger } from 'pino';
import { MINUTE, SECOND, type Clock, type Duration } from '../../platform/time.ts';
import { StoreFault, type StoreFaultCode } from '../store-fault.ts';
import type { Store } from '../store.ts';

/** The pause between two tries. */
const PAUSE: Duration = 2 * SECOND;
/** The time for which a server that cannot be reached is waited for. */
const PATIENCE: Duration = MINUTE;

/** A server that is full lacks connections while replicas roll. */
const MAY_COME: ReadonlySet<StoreFaultCode> = new Set(['store-unreachable', 'store-full']);

const NEVER_ABORTED = new AbortController().signal;

/**
 * Opens a store on a server that may not be there yet: databases and replicas start together. What is refused, missing
 * or not trusted stays so, and is not waited for.
 * @throws StoreFault
 */
export async function openPatiently(
  open: () => Promise<Store>,
  { clock, log }: { clock: Clock; log: Logger },
): Promise<Store> {
  const until = clock.monotonic() + PATIENCE;
  for (let tries = 1; ; tries += 1) {
    try {
      return await open();
    } catch (error) {
      const mayCome = error instanceof StoreFault && MAY_COME.has(error.code);
      if (!mayCome || clock.monotonic() + PAUSE > until) throw error;
      if (tries === 1) log.warn({ err: error }, 'store cannot be reached yet');
      await clock.sleep(PAUSE, NEVER_ABORTED);
    }
  }
}
