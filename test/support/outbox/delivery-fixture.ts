import { STOP_GRACE } from '../../../src/outbox/offer.ts';
import { pino } from 'pino';
import { Delivery } from '../../../src/outbox/deliver.ts';
import { addNotification } from '../../../src/store/outbox/notifications.ts';
import { reclaimInterrupted, releaseAll } from '../../../src/store/outbox/outbox-release.ts';
import type { OutboxTable } from '../../../src/store/schema/outbox-tables.ts';
import type { Store } from '../../../src/store/store.ts';
import type { Selectable } from 'kysely';
import { sampleMessage } from '../mail/sample-message.ts';
import { ScriptedChannel } from './scripted-channel.ts';
import { TemporaryStore } from '../store/temporary-store.ts';
import { TestClock } from '../test-clock.ts';
import { byMail } from './by-mail.ts';

/** A delivery at work on a real store, with a scripted channel and a clock that a test moves. */
export class DeliveryFixture implements AsyncDisposable {
  readonly clock = new TestClock();
  readonly channel = new ScriptedChannel(this.clock);
  readonly events: string[] = [];
  random = 0;
  delivery: Delivery;
  readonly #temporary = new TemporaryStore(this.clock);
  #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #notifications = 0;

  constructor() {
    this.delivery = this.#makeDelivery();
  }

  get store(): Store {
    return this.#temporary.store;
  }

  start(): void {
    this.#stopping = new AbortController();
    this.delivery = this.#makeDelivery();
    this.#running = this.delivery.run(this.#stopping.signal);
  }

  /** Stops in order; resolves when the delivery has ended, or is known to be lost in an offer for ever. */
  async stop(): Promise<void> {
    this.#stopping.abort(new Error('stopping'));
    // An offer under way has some seconds' grace; it ends at the latest then.
    await this.clock.advance(STOP_GRACE);
    await Promise.race([this.#running, this.channel.lost()]);
  }

  /** Ends this process, in order or (when an offer never returns) by death, and begins the next one. */
  async restart(): Promise<void> {
    await this.stop();
    const store = await this.#temporary.reopen();
    const now = this.clock.now();
    await store.write(async (trx) => {
      await reclaimInterrupted(trx, now);
      await releaseAll(trx, { channel: 'email', now });
    });
    this.channel.find();
    this.start();
  }

  /** Puts a message into the outbox and wakes the delivery; returns its Message-ID. */
  async notify(...recipients: string[]): Promise<string> {
    this.#notifications += 1;
    const messageId = `<${this.#notifications}.1@batchwatch.example.com>`;
    const now = this.clock.now();
    const message = sampleMessage({ messageId, recipients, createdAt: now });
    await this.store.write((trx) => addNotification(trx, { message, to: byMail(message), detectedAt: now }));
    this.delivery.wake();
    return messageId;
  }

  async entries(): Promise<Selectable<OutboxTable>[]> {
    return await this.store.read((db) => db.selectFrom('outbox').selectAll().orderBy('id').execute());
  }

  /** `recipient: state` of each entry, in order of entry. */
  async states(): Promise<string[]> {
    return (await this.entries()).map(({ recipient, state }) => `${recipient}: ${state}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await this.#temporary[Symbol.asyncDispose]();
  }

  #makeDelivery(): Delivery {
    return new Delivery({
      store: this.store,
      channel: this.channel,
      clock: this.clock,
      random: () => this.random,
      log: pino({ enabled: false }),
      events: {
        delivered: () => this.events.push('delivered'),
        failed: (_channel, reason) => this.events.push(reason),
        heldByRate: (entries) => this.events.push(`${entries} rate-capped`),
      },
    });
  }
}
