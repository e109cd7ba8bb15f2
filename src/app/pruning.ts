import type { Config } from '../config/schema/schema.ts';
import { prune } from '../store/history/retention.ts';
import { StoreFault } from '../store/store-fault.ts';
import type { Store } from '../store/store.ts';
import type { Platform } from '../platform/platform.ts';
import { HOUR } from '../platform/time.ts';

/** Prunes what is older than the retention, now and then, until `signal` aborts. */
export async function pruneNowAndThen(
  config: Config,
  { clock, log, store }: Platform & { store: Store },
  signal: AbortSignal,
): Promise<void> {
  const windowReach = Math.max(...config.targets.map(({ overlap }) => overlap)) + HOUR;
  const pause = Math.min(HOUR, config.storage.retention);
  const targets = config.targets.map(({ name }) => name);
  while (!signal.aborted) {
    try {
      const settledBefore = clock.now() - config.storage.retention;
      const pruned = await prune(store, { settledBefore, windowReach, targets, signal });
      if (pruned.jobs + pruned.notifications > 0) log.info({ ...pruned }, 'pruned');
      if (pruned.deadEntries > 0) log.warn({ entries: pruned.deadEntries }, 'dead letters pruned');
    } catch (error) {
      if (!(error instanceof StoreFault)) throw error;
      log.error({ err: error }, 'pruning failed');
    }
    await clock.sleep(pause, signal).catch(() => undefined);
  }
}
