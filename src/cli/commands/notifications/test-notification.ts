import type { Receiver } from '../../../core/receiver.ts';
import { composeTestMessage } from '../../../render/compose/compose-message.ts';
import { hintText } from '../../../render/words/delivery-hint-words.ts';
import type { Language } from '../../../core/message/message.ts';
import { nameMeant } from '../../../platform/text/name-meant.ts';
import { loadConfig } from '../../../config/load.ts';
import { Delivery } from '../../../outbox/deliver.ts';
import { createLogger } from '../../../platform/log.ts';
import { channelsFromConfig } from '../../../app/channels-from-config.ts';
import { messageDefaultsFromConfig, receiversFromConfig } from '../../../app/engine-from-config.ts';
import { notificationStories, type NotificationStory } from '../../../store/views/job-story.ts';
import { lastFailure, type LastFailure } from '../../../store/outbox/last-failure.ts';
import { addNotification } from '../../../store/outbox/notifications.ts';
import { openStore, visitStore } from '../../../store/sqlite/open.ts';
import { StoreFault } from '../../../store/sqlite/store-fault.ts';
import type { Store } from '../../../store/sqlite/store.ts';
import { MINUTE, SECOND } from '../../../platform/time.ts';
import { EXIT } from '../../exit/exit-code.ts';
import { showUnseen } from '../../../platform/unseen.ts';
import { nameHint } from '../../session/resolve-name.ts';
import type { Terminal } from '../../../platform/terminal.ts';
import { cliWords } from '../../locale/cli-words.ts';

/** The most time of a channel for one message, and a moment for a running daemon to notice it. */
const PATIENCE = MINUTE + 5 * SECOND;

/**
 * `batchwatch test-notification`: puts a test message into the outbox and shows what became of it, per
 * recipient. A running daemon delivers it; without one, this command does.
 * @returns 1 unless every recipient's copy was accepted. @throws ConfigFault, StoreFault
 */
export async function testNotification(
  options: { config: string; receiver: string },
  terminal: Terminal,
): Promise<number> {
  const config = loadConfig({ path: options.config, env: terminal.env });
  const receivers = receiversFromConfig(config);
  const known = [...receivers.keys()];
  const receiver = receivers.get(nameMeant(options.receiver, known) ?? options.receiver);
  if (receiver === undefined) {
    const words = cliWords(config.language);
    terminal.err(words.testNotification.noReceiver(showUnseen(options.receiver), options.config));
    terminal.err(nameHint(options.receiver, known, words.names));
    return EXIT.failed;
  }
  const { store, isOwner } = openOrVisit(config.storage.path, terminal);
  try {
    const now = terminal.clock.now();
    const message = composeTestMessage(terminal.newId(), {
      defaults: messageDefaultsFromConfig(config),
      receiver,
      now,
    });
    const id = await store.write((trx) =>
      addNotification(trx, { message, to: receiver.routes, detectedAt: now }),
    );
    const stopRequested = new AbortController();
    void terminal.stopRequested.then(() => stopRequested.abort());
    const stopping = AbortSignal.any([stopRequested.signal, AbortSignal.timeout(PATIENCE)]);
    if (isOwner) {
      const log = createLogger({ level: 'fatal' });
      const events = { delivered: ignore, failed: ignore, heldByRate: ignore };
      for (const channel of channelsFromConfig(config, { ...terminal, log }, () => store)) {
        // What else waits is left to `run`: it is not what was asked for, and a failure of it would be in the way.
        const delivery = new Delivery({ ...terminal, store, channel, log, events });
        try {
          await delivery.drain(stopping, { notification: id });
        } finally {
          await channel.close();
        }
      }
    }
    const signal = isOwner ? AbortSignal.abort() : stopping;
    const story = await firstVerdicts(store, { id, signal, terminal });
    const failures = await lastFailures(store, receiver);
    terminal.out(describe(story, { failures, language: config.language }));
    return story?.entries.every(({ state }) => state === 'sent') === true ? EXIT.done : EXIT.failed;
  } finally {
    await store.close();
  }
}

function openOrVisit(path: string, { clock }: Terminal): { store: Store; isOwner: boolean } {
  try {
    return { store: openStore({ path, clock }), isOwner: true };
  } catch (error) {
    if (!(error instanceof StoreFault) || error.code !== 'store-in-use') throw error;
    return { store: visitStore({ path, clock }), isOwner: false };
  }
}

/** Waits until each recipient's copy was tried at least once. */
async function firstVerdicts(
  store: Store,
  { id, signal, terminal }: { id: number; signal: AbortSignal; terminal: Terminal },
): Promise<NotificationStory | undefined> {
  for (;;) {
    const [story] = await store.read((db) => notificationStories(db, [id]));
    const isTried = story?.entries.every(({ attemptsMade }) => attemptsMade.at(-1)?.outcome != null);
    if (isTried === true || signal.aborted) return story;
    await terminal.clock.sleep(SECOND / 5, signal).catch(() => undefined);
  }
}

interface Context {
  /** The last failures, by channel. Channels that are well are missing. */
  failures: ReadonlyMap<string, LastFailure>;
  language: Language;
}

async function lastFailures(store: Store, { routes }: Receiver): Promise<Context['failures']> {
  const failures = new Map<string, LastFailure>();
  for (const { channel } of routes) {
    const failure = await store.read((db) => lastFailure(db, channel));
    if (failure !== undefined) failures.set(channel, failure);
  }
  return failures;
}

function describe(story: NotificationStory | undefined, context: Context): string {
  const { language } = context;
  if (story === undefined) return `${cliWords(language).testNotification.gone}\n`;
  return story.entries.map((entry) => `${describeEntry(entry, context)}\n`).join('');
}

function describeEntry(
  { channel, recipient, state, attemptsMade }: NotificationStory['entries'][number],
  { failures, language }: Context,
): string {
  const words = cliWords(language).testNotification;
  const last = attemptsMade.at(-1);
  if (last === undefined) {
    const notTried = words.notTried(recipient);
    const failure = failures.get(channel);
    return failure === undefined
      ? notTried
      : `${notTried}\n${words.lastFailure(answerOf(failure, language))}`;
  }
  let verdict = last.outcome === null ? words.noVerdict : words.outcomes[last.outcome];
  if (last.reason !== null) verdict = words.reason(verdict, last.reason);
  if (last.response !== null) verdict = words.attempt(verdict, showUnseen(last.response));
  if (last.hint !== null) verdict = words.advised(verdict, hintText(last.hint, language));
  if (state === 'pending') verdict = words.triedAgain(verdict);
  return words.verdict(recipient, verdict);
}

function answerOf({ reason, response, hint }: LastFailure, language: Language): string {
  const words = cliWords(language).testNotification;
  const answer = words.attempt(reason, showUnseen(response));
  return hint === undefined ? answer : words.advised(answer, hintText(hint, language));
}

function ignore(): void {}
