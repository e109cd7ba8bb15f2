import { rmSync } from 'node:fs';
import { openBase, type Base } from './base.ts';
import { Cleanups } from '../platform/cleanups.ts';
import type { Config } from '../config/schema/schema.ts';
import { followKeys, type Signer } from './follow-keys.ts';
import { Reloads, type ReadConfig } from './reloads.ts';
import { Shift } from './shift.ts';
import type { Surroundings } from '../platform/surroundings.ts';
import { takeUp } from './take-up.ts';
import { webAccess } from './web-access.ts';
import { webParts } from './web-parts.ts';
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
  /** Where its HTTP server listens. */
  url: string;
  /** Rejects when a bug shows; never settles otherwise. */
  bug: Promise<never>;
  /**
   * Reads the configuration anew and works by it; one that cannot be used changes nothing and is logged. One at a
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
 * @throws StoreFault, HttpFault when what it needs cannot be had; nothing is left running then.
 */
export async function startDaemon(config: Config, surroundings: Surroundings): Promise<Daemon> {
  const { clock, log, build } = surroundings;
  const cleanups = new Cleanups();
  const bug = Promise.withResolvers<never>();
  bug.promise.catch(() => undefined);
  const stop = async () => {
    await cleanups.run({ deadline: STOP_DEADLINE, clock, log });
  };
  try {
    const base = await openBase(config, { ...surroundings, cleanups });
    const context = { ...surroundings, base, onBug: bug.reject };
    const first = new Shift(config, context);
    await takeUp(config, context);
    const reloads = new Reloads(first, context);
    const url = await serve(config, { ...context, reloads, cleanups });
    log.info({ url, version: build.version }, 'listening');
    void first.start().then(collectStartGarbage);
    cleanups.add('work', () => reloads.stop(STOP_DEADLINE));
    return { url, bug: bug.promise, stop, reload: (trigger, read) => reloads.reload(trigger, read) };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Parts = Surroundings & {
  base: Base;
  reloads: Reloads;
  cleanups: Cleanups;
};

async function serve(config: Config, parts: Parts): Promise<string> {
  const { base, reloads, cleanups, log, clock } = parts;
  const { metrics, links } = base;
  const unready = () => unreadyReasons(base, reloads.shift);
  const web = webParts({ ...parts, unready });
  const accessParts = await webAccess({ ...parts, manners: web.manners });
  const access = createAccess(accessParts);
  followSigners([links, accessParts.sessions], parts);
  const app = createApp({
    metrics,
    unready,
    onError: (error) => log.error({ err: error }, 'request failed'),
    access,
    routes: [
      ['/', createAcknowledgePages({ ...web, links })],
      ['/', createSignInPages(accessParts)],
      ['/api/v1', createApi({ ...web, access })],
      ['/', createPages({ ...web, access })],
    ],
  });
  const { listen, tls } = config.server;
  const bounds = () => reloads.shift.config.server;
  const server = await startHttpServer(app, {
    ...listen,
    bounds,
    ...(tls && { tls: { files: tls, clock, log } }),
  });
  cleanups.add('http server', () => server.close());
  leaveAddress({ url: server.url, healthToken: accessParts.healthToken.reveal() }, parts);
  return server.url;
}

function followSigners(signers: readonly Signer[], { base, cleanups, clock, log }: Parts): void {
  const stopping = new AbortController();
  const following = followKeys(signers, { store: base.store, clock, log }, stopping.signal);
  cleanups.add('signing keys', async () => {
    stopping.abort(new Error('stopping'));
    await following;
  });
}

/** For `batchwatch healthcheck`. The daemon works without. */
function leaveAddress(address: DaemonAddress, { base, cleanups, log, env }: Parts): void {
  const file = addressFile(env) ?? addressFileBeside(base.store.path);
  try {
    writeAddress(file, address);
    cleanups.add('address', () => rmSync(file, { force: true }));
  } catch (error) {
    log.warn({ path: file, err: error }, 'address not left for the health check');
  }
}

/** A write this recent proves that the store takes writes. */
const WRITE_FRESHNESS: Duration = MINUTE;

async function unreadyReasons({ store }: Base, shift: Shift): Promise<string[]> {
  return [
    ...((await store.isWritable(WRITE_FRESHNESS)) ? [] : ['the store cannot be written']),
    ...shift.unpolled.map((target) => `target ${target} was not polled yet`),
  ];
}
