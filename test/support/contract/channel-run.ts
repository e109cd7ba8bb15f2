import { pino } from 'pino';
import type { Message } from '../../../src/core/message/message.ts';
import type { Channel } from '../../../src/outbox/channel.ts';
import { Delivery } from '../../../src/outbox/deliver.ts';
import { STOP_GRACE } from '../../../src/outbox/offer.ts';
import { SECOND, type Clock, type Duration } from '../../../src/platform/time.ts';
import { addNotification } from '../../../src/store/outbox/notifications.ts';
import type { Store } from '../../../src/store/store.ts';
import { sampleMessage } from '../mail/sample-message.ts';
import type { TestClock } from '../test-clock.ts';

/** Puts one message into the outbox, for the only destination of each channel, or for a recipient of mail. */
export async function putInOutbox(
  store: Store,
  channels: readonly Pick<Channel, 'name' | 'recipient'>[],
  message: Message,
): Promise<void> {
  const to = channels.map(({ name, recipient = 'oncall@example.com' }) => ({
    channel: name,
    recipients: [recipient],
  }));
  await store.write((trx) => addNotification(trx, { message, to, detectedAt: message.createdAt }));
}

/** Returns the message about one incident: `i7`, with the number `i7.1`. */
export function messageOf(incident: string, changes: Partial<Message> = {}): Message {
  return sampleMessage({
    incident,
    messageId: `<${incident}.1@batchwatch.example.com>`,
    story: {
      state: 'open',
      labels: { target: 'media' },
      reason: 'opened',
      openedAt: Date.parse('2026-11-23T01:15:02Z'),
      jobs: 1,
      unresolved: 1,
      totals: [{ state: 'Failed', count: 1 }],
      added: 1,
      notes: [],
    },
    ...changes,
  });
}

/** Makes the delivery of a channel. */
export function deliveryOf(
  channel: Channel,
  { store, clock, log = pino({ enabled: false }) }: { store: Store; clock: Clock; log?: pino.Logger },
): Delivery {
  const events = { delivered: () => {}, failed: () => {}, heldByRate: () => {} };
  return new Delivery({ store, channel, clock, random: () => 0, log, events });
}

/** The real outbox at work, with real channels, on a clock that a test moves. */
export class ChannelRun implements AsyncDisposable {
  readonly #parts: { store: Store; clock: TestClock; log?: pino.Logger };
  readonly #channels: readonly Channel[];
  readonly #stopping = new AbortController();
  readonly #running: readonly Promise<void>[];

  constructor(channels: readonly Channel[], parts: { store: Store; clock: TestClock; log?: pino.Logger }) {
    this.#parts = parts;
    this.#channels = channels;
    this.#running = channels.map((channel) => deliveryOf(channel, parts).run(this.#stopping.signal));
  }

  /** Lets time pass. Whatever is on its way arrives before time goes on. */
  async pass(span: Duration, step: Duration = SECOND): Promise<void> {
    const { clock } = this.#parts;
    const end = clock.now() + span;
    await this.#settle();
    while (clock.now() < end) {
      await clock.advance(Math.min(step, end - clock.now()));
      await this.#settle();
    }
  }

  /** Returns the states of all entries, in order. */
  async states(): Promise<string[]> {
    const rows = await this.#parts.store.read((db) =>
      db.selectFrom('outbox').select('state').orderBy('id').execute(),
    );
    return rows.map(({ state }) => state);
  }

  async #settle(): Promise<void> {
    do await this.#parts.clock.advance(0);
    while ((await this.states()).includes('claimed'));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort(new Error('stopping'));
    await this.#parts.clock.advance(STOP_GRACE);
    await Promise.all(this.#running);
    for (const channel of this.#channels) await channel.close();
  }
}
