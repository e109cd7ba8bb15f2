import { assemble, type Assembly } from './assemble.ts';
import { Cleanups } from './cleanups.ts';
import type { Config } from './config/schema.ts';
import { prune } from './store/retention.ts';
import { StoreFault } from './store/store-fault.ts';
import type { Store } from './store/store.ts';
import type { Surroundings } from './surroundings.ts';
import { HOUR, MINUTE, SECOND, type Clock, type Duration } from './time.ts';
import { createApp } from './web/app.ts';
import { startHttpServer } from './web/server.ts';

export interface Daemon {
  /** Where its HTTP server listens. */
  readonly url: string;
  /** Rejects when a bug shows; never settles otherwise. */
  readonly bug: Promise<never>;
  /** Stops in order, within ten seconds. Safe to call more than once. */
  stop(): Promise<void>;
}

/** Docker waits ten seconds before it kills; this leaves some for the last words. */
const STOP_DEADLINE: Duration = 8 * SECOND;

/**
 * Starts the daemon: makes everything in order, listens, then watches and delivers until stopped.
 * @throws StoreFault, HttpFault when what it needs cannot be had; nothing is left running then.
 */
export async function startDaemon(config: Config, surroundings: Surroundings): Promise<Daemon> {
  const { clock, log } = surroundings;
  const cleanups = new Cleanups();
  const bug = Promise.withResolvers<never>();
  bug.promise.catch(() => undefined);
  const stop = async () => {
    await cleanups.run({ deadline: STOP_DEADLINE, clock, log });
  };
  try {
    const assembly = await assemble(config, { ...surroundings, cleanups, onBug: bug.reject });
    const url = await serve(config, { ...surroundings, assembly, cleanups });
    log.info({ url, version: surroundings.build.version }, 'listening');
    startLoops(config, { ...surroundings, assembly, cleanups, onBug: bug.reject });
    return { url, bug: bug.promise, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Parts = Surroundings & { readonly assembly: Assembly; readonly cleanups: Cleanups };

async function serve(config: Config, { assembly, cleanups, log }: Parts): Promise<string> {
  const app = createApp({
    metrics: assembly.metrics,
    unready: () => unreadyReasons(assembly),
    onError: (error) => log.error({ err: error }, 'request failed'),
  });
  const server = await startHttpServer(app, config.server.listen);
  cleanups.add('http server', () => server.close());
  return server.url;
}

/** A write this recent proves that the store takes writes. */
const WRITE_FRESHNESS: Duration = MINUTE;

async function unreadyReasons({ store, watchers }: Assembly): Promise<string[]> {
  const waiting = watchers.filter((watcher) => !watcher.hasPolled).map(({ target }) => target);
  return [
    ...((await store.isWritable(WRITE_FRESHNESS)) ? [] : ['the store cannot be written']),
    ...waiting.map((target) => `target ${target} was not polled yet`),
  ];
}

function startLoops(config: Config, parts: Parts & { readonly onBug: (error: unknown) => void }): void {
  const { assembly, cleanups, onBug } = parts;
  for (const delivery of assembly.deliveries) {
    background(cleanups, { name: 'delivery', run: (signal) => delivery.run(signal), onBug });
  }
  background(cleanups, {
    name: 'pruning',
    run: (signal) => pruneNowAndThen({ ...parts, store: assembly.store, config, signal }),
    onBug,
  });
  for (const watcher of assembly.watchers) {
    watcher.start();
    cleanups.add(`watcher of ${watcher.target}`, () => watcher.stop());
  }
}

/** Starts a loop that ends when its signal aborts; its cleanup aborts it and waits for the end. */
function background(
  cleanups: Cleanups,
  loop: {
    readonly name: string;
    readonly run: (signal: AbortSignal) => Promise<void>;
    readonly onBug: (error: unknown) => void;
  },
): void {
  const stopping = new AbortController();
  const running = loop.run(stopping.signal).catch(loop.onBug);
  cleanups.add(loop.name, async () => {
    stopping.abort(new Error('stopping'));
    await running;
  });
}

async function pruneNowAndThen(
  options: Pick<Surroundings, 'log'> & {
    readonly clock: Clock;
    readonly store: Store;
    readonly config: Config;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const { clock, store, config, signal, log } = options;
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
