import { rmSync } from 'node:fs';
import { openResources, type Resources } from './resources.ts';
import { Cleanups } from '../platform/cleanups.ts';
import type { Config } from '../config/schema/schema.ts';
import { followKeys, type Signer } from './follow-keys.ts';
import { ConfigReloader, type ReadConfig } from './config-reloader.ts';
import { Runtime, type UnpolledTarget } from './runtime.ts';
import { targetStates } from '../store/jobs/targets.ts';
import type { Store } from '../store/store.ts';
import type { Platform } from '../platform/platform.ts';
import { resume } from './resume.ts';
import { webAccess } from './web-access.ts';
import { webOptions } from './web-options.ts';
import { collectStartGarbage } from '../platform/start-garbage.ts';
import { MINUTE, SECOND, type Duration } from '../platform/time.ts';
import { createAcknowledgePages } from '../http/pages/acknowledge/acknowledge.ts';
import { createAccess } from '../http/sign-in/create-access.ts';
import { createSignInPages } from '../http/sign-in/sign-in.ts';
import { addressFile, addressFileBeside, type DaemonAddress, writeAddress } from '../http/address-file.ts';
import { createApi } from '../http/api/api.ts';
import { createApp } from '../http/app.ts';
import { createPages } from '../http/pages/pages.ts';
import { startHttpServer } from '../http/server.ts';

export interface Daemon {
  /** The address of its HTTP server. */
  url: string;
  /** Rejects when a bug shows; never settles otherwise. */
  bug: Promise<never>;
  /**
   * Reads the configuration again and works by it; one that cannot be used changes nothing and is logged. One at a
   * time; not to be called after `stop`. @param trigger why, for the log.
   */
  reload(trigger: string, read: ReadConfig): Promise<void>;
  /** Stops in order, within ten seconds. Safe to call more than once. */
  stop(): Promise<void>;
}

/** Docker waits ten seconds before it kills; this leaves some for the last words. */
const STOP_DEADLINE: Duration = 8 * SECOND;

/**
 * Starts the daemon: makes everything in order, listens, then watches and delivers until stopped.
 * @param starting aborted when it shall not wait any longer for what it needs
 * @throws StoreFault, HttpFault when what it needs cannot be had, and the reason of `starting`; nothing is left running
 * then.
 */
export async function startDaemon(
  config: Config,
  platform: Platform,
  starting?: AbortSignal,
): Promise<Daemon> {
  const { clock, log, build } = platform;
  const cleanups = new Cleanups();
  const bug = Promise.withResolvers<never>();
  bug.promise.catch(() => undefined);
  const stop = async () => {
    await cleanups.run({ deadline: STOP_DEADLINE, clock, log });
  };
  try {
    const resources = await openResources(config, { ...platform, cleanups, starting });
    const context = { ...platform, resources, onBug: bug.reject };
    const first = new Runtime(config, context);
    await resume(config, context);
    const reloader = new ConfigReloader(first, context);
    const url = await serve(config, { ...context, reloader, cleanups });
    log.info({ url, version: build.version }, 'listening');
    void first.start().then(collectStartGarbage);
    cleanups.add('work', async () => {
      resources.leases.giveUp();
      await reloader.stop(STOP_DEADLINE);
    });
    return { url, bug: bug.promise, stop, reload: (trigger, read) => reloader.reload(trigger, read) };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Context = Platform & {
  resources: Resources;
  reloader: ConfigReloader;
  cleanups: Cleanups;
};

async function serve(config: Config, context: Context): Promise<string> {
  const { resources, reloader, cleanups, log, clock } = context;
  const { metrics, links } = resources;
  const unready = () => unreadyReasons(resources, reloader.runtime);
  const web = webOptions({ ...context, unready });
  const accessOptions = await webAccess({ ...context, display: web.display });
  const access = createAccess(accessOptions);
  followSigners([links, accessOptions.sessions], context);
  const app = createApp({
    metrics,
    unready,
    onError: (error) => log.error({ err: error }, 'request failed'),
    access,
    routes: [
      ['/', createAcknowledgePages({ ...web, links })],
      ['/', createSignInPages(accessOptions)],
      ['/api/v1', createApi({ ...web, access })],
      ['/', createPages({ ...web, access })],
    ],
  });
  const { listen, tls } = config.server;
  const bounds = () => reloader.runtime.config.server;
  const server = await startHttpServer(app, {
    ...listen,
    bounds,
    ...(tls && { tls: { files: tls, clock, log } }),
  });
  cleanups.add('http server', () => server.close());
  leaveAddress({ url: server.url, healthToken: accessOptions.healthToken.reveal() }, context);
  return server.url;
}

function followSigners(signers: readonly Signer[], { resources, cleanups, clock, log }: Context): void {
  const stopping = new AbortController();
  const following = followKeys(signers, { store: resources.store, clock, log }, stopping.signal);
  cleanups.add('signing keys', async () => {
    stopping.abort(new Error('stopping'));
    await following;
  });
}

/** For `batchwatch healthcheck`. The daemon works without. */
function leaveAddress(address: DaemonAddress, { resources, cleanups, log, env }: Context): void {
  const { file: storeFile } = resources.store;
  const file = addressFile(env) ?? (storeFile && addressFileBeside(storeFile));
  if (file === undefined) return;
  try {
    writeAddress(file, address);
    cleanups.add('address', () => rmSync(file, { force: true }));
  } catch (error) {
    log.warn({ path: file, err: error }, 'address not left for the health check');
  }
}

/** A write this recent proves that the store takes writes. */
const WRITE_FRESHNESS: Duration = MINUTE;
/** The way to a database on another machine may be cut at any time. */
const SHARED_FRESHNESS: Duration = 5 * SECOND;

async function unreadyReasons({ store, leases }: Resources, runtime: Runtime): Promise<string[]> {
  const freshness = leases.isShared ? SHARED_FRESHNESS : WRITE_FRESHNESS;
  if (!(await store.isWritable(freshness))) return ['the store cannot be written'];
  const unpolled = await notPolledYet(store, runtime.unpolled);
  return unpolled.map((target) => `target ${target} was not polled yet`);
}

/** A target that another replica polls counts as polled when the store says so. */
async function notPolledYet(store: Store, unpolled: readonly UnpolledTarget[]): Promise<string[]> {
  const elsewhere = unpolled.filter(({ isElsewhere }) => isElsewhere);
  const states = elsewhere.length === 0 ? new Map() : await store.read((db) => targetStates(db));
  return unpolled
    .filter(({ target, isElsewhere }) => !isElsewhere || states.get(target)?.lastPollAt === undefined)
    .map(({ target }) => target);
}
