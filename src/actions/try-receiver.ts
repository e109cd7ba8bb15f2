import type { Receiver } from '../core/receiver.ts';
import { SECOND, type Clock, type Duration } from '../platform/time.ts';
import type { MessageDefaults } from '../render/compose/compose-message.ts';
import { entriesOf } from '../store/outbox/notifications.ts';
import type { Store } from '../store/store.ts';
import { sendTest, type TestOutcome } from './send-test.ts';
import { untilTried } from './until-tried.ts';

/** A test that somebody asks a running daemon for. */
export interface TryWish {
  receiver: string;
  /** Left out: all channels of the receiver. */
  channel?: string | undefined;
  /** The whole id of an incident whose message is sent. */
  incident?: string | undefined;
  by: string;
}

export interface TryOptions {
  store: Store;
  clock: Clock;
  receiverPlans: () => readonly Receiver[];
  messageDefaults: () => MessageDefaults;
  newId: () => string;
  /** Lets the daemon deliver at once. */
  wakeDelivery: () => void;
}

export type TryOutcome =
  /** The test, and its copies in the order of the destinations. */
  | { notification: number; entries: readonly number[] }
  | 'unknown-receiver'
  /** The receiver has no such channel. */
  | 'unknown-channel'
  | Extract<TestOutcome, string>;

/** A button is pressed soon again; a destination takes so few messages that tests must leave room for real ones. */
const MOST_PER_MINUTE = 5;
/** So long an answer to the test is waited for. */
const PATIENCE: Duration = 10 * SECOND;

/** Sends a test to a receiver, and waits a little until each destination has answered. */
export async function tryReceiver(
  { receiver: name, channel, incident, by }: TryWish,
  { store, clock, receiverPlans, messageDefaults, newId, wakeDelivery }: TryOptions,
): Promise<TryOutcome> {
  const receiver = receiverPlans().find((plan) => plan.name === name);
  if (receiver === undefined) return 'unknown-receiver';
  if (channel !== undefined && !receiver.routes.some((route) => route.channel === channel))
    return 'unknown-channel';
  const test = { receiver, channel, incident, by, now: clock.now(), newId, defaults: messageDefaults() };
  const sent = await store.write((trx) => sendTest(trx, { ...test, mostPerMinute: MOST_PER_MINUTE }));
  if (typeof sent === 'string') return sent;
  wakeDelivery();
  const over = new AbortController();
  const answered = new AbortController();
  void clock.sleep(PATIENCE, answered.signal).then(
    () => over.abort(),
    () => undefined,
  );
  await untilTried(store, { ...sent, clock, signal: over.signal });
  answered.abort();
  return { ...sent, entries: await store.read((db) => entriesOf(db, sent.notification)) };
}
