import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import type { EmailChannelOptions } from '../../../src/channel/email/send.ts';
import type { Channel } from '../../../src/outbox/channel.ts';
import { Delivery } from '../../../src/outbox/deliver.ts';
import { addNotification } from '../../../src/store/outbox/notifications.ts';
import { MINUTE } from '../../../src/platform/time.ts';
import { channelTo } from '../mail/channel-to.ts';
import { sampleMessage } from '../mail/sample-message.ts';
import { TemporaryStore } from '../store/temporary-store.ts';
import { TestClock } from '../test-clock.ts';
import { byMail } from '../outbox/by-mail.ts';

/** The outbox at work with a real mail server. Between tries the clock is moved; the server takes its own time. */
export class MailRun implements AsyncDisposable {
  readonly clock = new TestClock();
  readonly channel: Channel;
  /** How long an idle session is kept goes by it; it stands still while the server takes its time. */
  readonly #idling = new TestClock();
  readonly #temporary = new TemporaryStore(this.clock);
  readonly #delivery: Delivery;

  constructor(server: { host: string; port: number }, changes: Partial<EmailChannelOptions> = {}) {
    this.channel = channelTo(server, { maxPerMinute: 10_000, clock: this.#idling, ...changes });
    this.#delivery = new Delivery({
      store: this.#temporary.store,
      channel: this.channel,
      clock: this.clock,
      random: () => 0,
      log: pino({ enabled: false }),
      events: { delivered: () => undefined, failed: () => undefined, heldByRate: () => undefined },
    });
  }

  /** Puts a message into the outbox; returns its Message-ID. */
  async notify(...recipients: readonly string[]): Promise<string> {
    const messageId = `<${randomUUID()}@batchwatch.example.com>`;
    const message = sampleMessage({ messageId, recipients, createdAt: this.clock.now() });
    await this.#temporary.store.write((trx) =>
      addNotification(trx, { message, to: byMail(message), detectedAt: this.clock.now() }),
    );
    return messageId;
  }

  /** Offers all that is due once. */
  async drain(): Promise<void> {
    await this.#delivery.drain(new AbortController().signal);
  }

  /** Offers all that is due after the longest pause between two tries. */
  async drainLater(): Promise<void> {
    await this.#idling.advance(20 * MINUTE);
    this.clock.setNow(this.clock.now() + 20 * MINUTE);
    await this.drain();
  }

  /** The state of each entry, in order of entry. */
  async states(): Promise<readonly string[]> {
    const rows = await this.#temporary.store.read((db) =>
      db.selectFrom('outbox').select('state').orderBy('id').execute(),
    );
    return rows.map(({ state }) => state);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.channel.close();
    await this.#temporary[Symbol.asyncDispose]();
  }
}
