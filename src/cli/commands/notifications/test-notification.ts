import { sendTest } from '../../../actions/send-test.ts';
import { untilTried } from '../../../actions/until-tried.ts';
import { channelsFromConfig } from '../../../app/channels-from-config.ts';
import { messageDefaultsFromConfig, receiversFromConfig } from '../../../app/engine-from-config.ts';
import { loadConfig } from '../../../config/load.ts';
import type { Config } from '../../../config/schema/schema.ts';
import type { Receiver } from '../../../core/receiver.ts';
import { Delivery } from '../../../outbox/deliver.ts';
import { createLogger } from '../../../platform/log.ts';
import type { Terminal } from '../../../platform/terminal.ts';
import { nameMeant } from '../../../platform/text/name-meant.ts';
import { MINUTE, SECOND } from '../../../platform/time.ts';
import { showUnseen } from '../../../platform/unseen.ts';
import { openStore, type StoreAddress, visitStore } from '../../../store/open/open-store.ts';
import { lastFailure } from '../../../store/outbox/last-failure.ts';
import { type NotificationView, notificationsByIds } from '../../../store/views/notification-views.ts';
import { StoreFault } from '../../../store/store-fault.ts';
import type { Store } from '../../../store/store.ts';
import { localBackend } from '../../backend/local/local-backend.ts';
import { EXIT } from '../../exit/exit-code.ts';
import { cliWords } from '../../locale/cli-words.ts';
import { findIncident } from '../../session/find-incident.ts';
import { resolveActor } from '../../session/resolve-actor.ts';
import { nameHint } from '../../session/resolve-name.ts';
import { refuse, type Session } from '../../session/session.ts';
import { isTaken, testVerdicts } from './test-verdicts.ts';

/** The most time of a channel for one message, and a moment for a running daemon to notice it. */
const PATIENCE = MINUTE + 5 * SECOND;

/** As typed. */
export interface TestNotificationOptions {
  receiver: string;
  channel?: string;
  incident?: string;
  author?: string;
}

/**
 * `batchwatch test-notification`: puts a test message into the outbox and shows what became of it, by
 * destination. A running daemon delivers it; without one, this command does.
 * @returns 1 unless every destination took its copy. @throws ConfigFault, StoreFault
 */
export async function testNotification(
  options: TestNotificationOptions & { config: string },
  terminal: Terminal,
): Promise<number> {
  const config = loadConfig({ path: options.config, env: terminal.env });
  const words = cliWords(config.language);
  const meant = waysMeant(options, config);
  if (typeof meant === 'string') return refuse({ terminal }, meant);
  const { store, isOwner } = await openOrVisit(config.storage, terminal);
  try {
    const session = { terminal, words, backend: localBackend(store, config, terminal) };
    const put = await putTest({ ...options, ...meant }, { config, store, session });
    if ('exitCode' in put) return put.exitCode;
    const stopRequested = new AbortController();
    void terminal.stopRequested.then(() => stopRequested.abort());
    const stopping = AbortSignal.any([stopRequested.signal, AbortSignal.timeout(PATIENCE)]);
    const { notification } = put;
    if (isOwner) await deliver(notification, { config, store, terminal, stopping });
    const signal = isOwner ? AbortSignal.abort() : stopping;
    const story = await untilTried(store, { notification, clock: terminal.clock, signal });
    const ids = story?.entries.map(({ id }) => id) ?? [];
    const entries = await store.read((db) => notificationsByIds(db, ids, terminal.clock.now()));
    const { routes } = meant.receiver;
    const failureAt = ({ channel, recipient }: Destined) => {
      const isShared = routes.find((route) => route.channel === channel)?.hasLanes !== true;
      return store.read((db) => lastFailure(db, { channel, recipient, isShared }));
    };
    terminal.out(await testVerdicts(entries, { language: config.language, lastFailure: failureAt }));
    return isTaken(entries) ? EXIT.done : EXIT.failed;
  } finally {
    await store.close();
  }
}

type Destined = Pick<NotificationView, 'channel' | 'recipient'>;

/** Finds the receiver and its channel that were typed. @returns why there are none, with the nearest names. */
function waysMeant(
  options: TestNotificationOptions & { config: string },
  config: Config,
): { receiver: Receiver; channel?: string } | string {
  const { testNotification: words, names } = cliWords(config.language);
  const receivers = receiversFromConfig(config);
  const known = [...receivers.keys()];
  const receiver = receivers.get(nameMeant(options.receiver, known) ?? options.receiver);
  if (receiver === undefined) {
    const unknown = words.noReceiver(showUnseen(options.receiver), options.config);
    return unknown + nameHint(options.receiver, known, names);
  }
  const typed = options.channel;
  if (typed === undefined) return { receiver };
  const channels = receiver.routes.map(({ channel }) => channel);
  const channel = nameMeant(typed, channels);
  if (channel !== undefined) return { receiver, channel };
  return words.noChannel(receiver.name, showUnseen(typed)) + nameHint(typed, channels, names);
}

/** Puts the test into the outbox. Without an answer it prints the reason, and returns the exit code. */
async function putTest(
  wish: Omit<TestNotificationOptions, 'receiver'> & { receiver: Receiver },
  { config, store, session }: { config: Config; store: Store; session: Session },
): Promise<{ notification: number } | { exitCode: number }> {
  const found = wish.incident === undefined ? undefined : await findIncident(session, wish.incident);
  if (found !== undefined && 'exitCode' in found) return found;
  const actor = await resolveActor({ author: wish.author }, session);
  if (actor === undefined) return { exitCode: EXIT.failed };
  const { clock, newId } = session.terminal;
  const { receiver, channel } = wish;
  const test = { receiver, channel, incident: found?.id, by: actor.by, now: clock.now(), newId };
  const defaults = messageDefaultsFromConfig(config);
  const outcome = await store.write((trx) => sendTest(trx, { ...test, defaults }));
  if (typeof outcome !== 'string') return outcome;
  return { exitCode: refuse(session, session.words.testNotification.refused[outcome](found?.id ?? '')) };
}

/** A store to deliver from, if nobody else does. */
interface OpenedStore {
  store: Store;
  isOwner: boolean;
}

async function openOrVisit(storage: StoreAddress, { clock }: Terminal): Promise<OpenedStore> {
  try {
    return { store: await openStore(storage, clock), isOwner: true };
  } catch (error) {
    if (!(error instanceof StoreFault) || error.code !== 'store-in-use') throw error;
    return { store: await visitStore(storage, clock), isOwner: false };
  }
}

/**
 * Offers the notification at all destinations side by side: one that hangs holds up nobody. What else waits is left to
 * `run`: it is not what was asked for, and a failure of it would be in the way.
 */
async function deliver(
  notification: number,
  { config, store, terminal, stopping }: DeliverOptions,
): Promise<void> {
  const log = createLogger({ level: 'fatal' });
  const events = { delivered: ignore, failed: ignore, heldByRate: ignore };
  const channels = channelsFromConfig(config, { ...terminal, log }, () => Promise.resolve(store));
  await Promise.all(
    channels.map(async (channel) => {
      try {
        const delivery = new Delivery({ ...terminal, store, channel, log, events });
        await delivery.drain(stopping, { notification });
      } finally {
        await channel.close();
      }
    }),
  );
}

interface DeliverOptions {
  config: Config;
  store: Store;
  terminal: Terminal;
  stopping: AbortSignal;
}

function ignore(): void {}
