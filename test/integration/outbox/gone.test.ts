import { Writable } from 'node:stream';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { Delivery } from '../../../src/outbox/deliver.ts';
import { STOP_GRACE } from '../../../src/outbox/offer.ts';
import { DAY, NEVER, SECOND } from '../../../src/platform/time.ts';
import { addNotification } from '../../../src/store/outbox/notifications.ts';
import { releaseAll } from '../../../src/store/outbox/outbox-release.ts';
import { redirectEntries } from '../../../src/store/outbox/redirect.ts';
import { webhook } from '../../../src/channel/webhook/webhook.ts';
import { sampleMessage } from '../../support/mail/sample-message.ts';
import { startScriptedServer } from '../../support/network/scripted-server.ts';
import { TemporaryStore } from '../../support/store/temporary-store.ts';
import { channelsOf } from '../../support/vendors/channels-of.ts';

/** Deliveries to one webhook, by one process or configuration after the other. */
class Hook implements AsyncDisposable {
  readonly temporary = new TemporaryStore();
  readonly log: Readonly<Record<string, unknown>>[] = [];
  #stopping = new AbortController();
  #running = Promise.resolve();

  get clock() {
    return this.temporary.clock;
  }

  /** Ends the deliveries of before, and begins those to this URL, as another configuration does. */
  async configure(base: string): Promise<void> {
    await this.#end();
    const { clock } = this;
    const { store } = this.temporary;
    const stream = new Writable({
      write: (chunk, _encoding, done) => {
        this.log.push(JSON.parse(String(chunk)));
        done();
      },
    });
    const vendor = { definition: webhook, key: 'webhook', block: (url: string) => ({ url }) };
    const [channel] = channelsOf(vendor, { base, clock });
    if (channel === undefined) throw new Error('no channel');
    const recipients = [channel.recipient ?? ''];
    await store.write(async (trx) => {
      const places = [{ channel: 'webhook', receiver: 'oncall', recipients }];
      await redirectEntries(trx, places, { channels: ['webhook'], now: clock.now() });
      await releaseAll(trx, { channel: 'webhook', now: clock.now() });
    });
    const events = { delivered: () => {}, failed: () => {}, heldByRate: () => {} };
    this.#stopping = new AbortController();
    const delivery = new Delivery({ store, channel, clock, random: () => 0, log: pino(stream), events });
    this.#running = delivery.run(this.#stopping.signal);
    this.notify = async (messageId) => {
      const message = sampleMessage({ messageId, createdAt: clock.now() });
      await store.write((trx) =>
        addNotification(trx, { message, to: [{ channel: 'webhook', recipients }], detectedAt: clock.now() }),
      );
    };
  }

  notify: (messageId: string) => Promise<void> = () => Promise.reject(new Error('not configured'));

  async states() {
    return await this.temporary.store.read((db) =>
      db.selectFrom('outbox').select(['state', 'held_by', 'next_attempt_at']).orderBy('id').execute(),
    );
  }

  async #end(): Promise<void> {
    this.#stopping.abort(new Error('stopping'));
    await this.clock.advance(STOP_GRACE);
    await this.#running;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#end();
    await this.temporary[Symbol.asyncDispose]();
  }
}

it('messages to a webhook that is gone wait, unoffered and loud, and go to the one in its place', async () => {
  await using gone = await startScriptedServer(() => ({ status: 410, body: 'gone' }));
  await using other = await startScriptedServer(() => ({ status: 204, body: '' }));
  await using hook = new Hook();
  await hook.configure(`${gone.url}/hook/former`);
  await hook.notify('<1.1@example.com>');
  await hook.clock.advance(2 * SECOND);
  await expect.poll(() => gone.asked.length).toBe(1);
  await hook.notify('<2.1@example.com>');
  for (let day = 0; day < 30; day += 1) await hook.clock.advance(DAY);
  expect(gone.asked).toHaveLength(1);
  expect(await hook.states()).toEqual([
    { state: 'pending', held_by: 'channel', next_attempt_at: NEVER },
    { state: 'pending', held_by: null, next_attempt_at: expect.any(Number) },
  ]);
  expect(hook.log).toMatchObject([
    {
      level: 50,
      msg: 'notification not delivered yet',
      reason: 'permanent',
      hint: expect.stringContaining('change its url'),
    },
  ]);

  await hook.configure(`${other.url}/hook/present`);
  await hook.clock.advance(5 * SECOND);
  await expect.poll(async () => (await hook.states()).map(({ state }) => state)).toEqual(['sent', 'sent']);
  expect(new Set(other.asked.map(({ headers }) => headers['webhook-id']))).toEqual(new Set(['1.1', '2.1']));
});

it('a webhook that was gone is tried once by each configuration', async () => {
  await using gone = await startScriptedServer(() => ({ status: 410, body: '' }));
  await using hook = new Hook();
  await hook.configure(gone.url);
  await hook.notify('<1.1@example.com>');
  await hook.notify('<2.1@example.com>');
  await hook.clock.advance(2 * SECOND);
  await expect.poll(() => gone.asked.length).toBe(1);
  await hook.configure(gone.url);
  await hook.clock.advance(2 * SECOND);
  await expect.poll(() => gone.asked.length).toBe(2);
  await hook.clock.advance(DAY);
  expect(gone.asked).toHaveLength(2);
});
