import type { Cleanups } from '../platform/cleanups.ts';
import type { Config } from '../config/schema/schema.ts';
import { createMetrics, type Metrics } from '../metrics/metrics.ts';
import type { Leases } from '../lease/leases.ts';
import { openLeases } from '../store/open/open-leases.ts';
import { openPatiently } from '../store/open/open-patiently.ts';
import { openStore } from '../store/open/open-store.ts';
import { closeToOthers } from '../store/sqlite/private-files.ts';
import type { Store } from '../store/store.ts';
import type { Platform } from '../platform/platform.ts';
import { type AcknowledgeLinks, openAcknowledgeLinks } from '../http/auth/acknowledge-links.ts';
import { usedChannels } from './channels-from-config.ts';

/** Everything that lives as long as the process, under whatever configuration. */
export interface Resources {
  store: Store;
  /** The work that is this process's: all of it, where no other process can open the store. */
  leases: Leases;
  metrics: Metrics;
  /** Links in mails, signed with a key of the store's own. */
  links: AcknowledgeLinks;
}

/** Opens the store and makes the metrics. @throws StoreFault when the store cannot be had, and the reason of `starting` */
export async function openResources(
  config: Config,
  context: Platform & {
    cleanups: Cleanups;
    starting?: AbortSignal | undefined;
    /** True of a command that works beside replicas for a short while. */
    isVisit?: boolean;
  },
): Promise<Resources> {
  const { clock, log, build, cleanups } = context;
  const open = () => openStore(config.storage, clock);
  // A file that cannot be opened now will not be there in a minute.
  const store = await (config.storage.path === undefined ? openPatiently(open, context) : open());
  cleanups.add('store', () => store.close());
  log.info({ path: store.place }, store.isNew ? 'store created' : 'store opened');
  if (store.isBrieflyChecked)
    log.info({ path: store.place, hint: CHECK_ALL }, 'large store checked in brief');
  const paths = store.file === undefined ? [] : closeToOthers(store.file);
  if (paths.length > 0) log.warn({ paths, hint: STILL_OPEN }, 'others may read the store');
  const { storage: address, server } = config;
  const { newId, hostname, isVisit } = context;
  const leases = await openLeases({
    address,
    name: server.replica ?? hostname,
    newId,
    version: build.version,
    isVisit,
    clock,
    log,
  });
  cleanups.add('leases', () => leases.close());
  const targets = config.targets.map(({ name }) => name);
  const channels = usedChannels(config);
  const { targetMetrics } = config.server;
  const metrics = createMetrics({
    store,
    leases,
    targets,
    targetMetrics,
    channels,
    build,
    startedAt: clock.now(),
  });
  store.onWriteFailed = () => metrics.store.writeFailed();
  return { store, leases, metrics, links: await openAcknowledgeLinks(store) };
}

const STILL_OPEN =
  'Only the owner of a file can close it: run Batchwatch as that user, or put the store into a directory of mode 0700.';

const CHECK_ALL = 'Run `batchwatch check --store` to read all of it, also beside the daemon.';
