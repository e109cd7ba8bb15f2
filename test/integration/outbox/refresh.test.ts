import { Writable } from 'node:stream';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import type { StandingMessage } from '../../../src/core/message/standing-message.ts';
import type { Channel, Verdict } from '../../../src/outbox/channel.ts';
import { refreshStanding } from '../../../src/outbox/refresh.ts';
import { MINUTE } from '../../../src/platform/time.ts';
import { addNotification } from '../../../src/store/outbox/notifications.ts';
import { sampleMessage } from '../../support/mail/sample-message.ts';
import { openThread } from '../../support/outbox/outbox-fixture.ts';
import { TemporaryStore } from '../../support/store/temporary-store.ts';

const DELIVERED: Verdict = { outcome: 'delivered', response: '200' };
const DOWN: Verdict = {
  outcome: 'temporary',
  reason: 'network',
  response: 'refused',
  concern: 'channel',
  offered: false,
};

/** The loop that repeats what stands at one recipient, each minute, over a real store. */
class Repeated implements AsyncDisposable {
  readonly temporary = new TemporaryStore();
  readonly log: string[] = [];
  /** The messages of each repetition. */
  readonly sent: (readonly StandingMessage[])[] = [];
  answer: Verdict | Error = DELIVERED;
  readonly #stopping = new AbortController();
  #running = Promise.resolve();

  start(recipient = 'am-1', receivers: readonly string[] = ['oncall']): void {
    const channel: Channel = {
      name: 'alertmanager',
      recipient,
      maxPerMinute: 60,
      send: () => Promise.reject(new Error('nobody sends')),
      refresh: {
        every: MINUTE,
        receivers,
        send: (standing) => {
          this.sent.push(standing);
          return this.answer instanceof Error ? Promise.reject(this.answer) : Promise.resolve(this.answer);
        },
      },
      verify: () => Promise.reject(new Error('nobody asks')),
      close: () => Promise.resolve(),
    };
    const stream = new Writable({
      write: (chunk, _encoding, done) => {
        this.log.push(JSON.parse(String(chunk)).msg);
        done();
      },
    });
    const { store, clock } = this.temporary;
    this.#running = refreshStanding({ store, channel, clock, log: pino(stream) }, this.#stopping.signal);
  }

  /** Puts a message of a thread into the outbox. Returns when it is there, in this state. */
  async notify(
    thread: number,
    recipients: readonly string[],
    state: 'sent' | 'pending' | 'dead' = 'sent',
    text = '1',
  ) {
    const { store, clock } = this.temporary;
    const message = sampleMessage({ messageId: `<${text}@example.com>`, createdAt: clock.now() });
    const to = [{ channel: 'alertmanager', recipients }];
    await store.write(async (trx) => {
      const notification = await addNotification(trx, { message, to, detectedAt: clock.now(), thread });
      await trx.updateTable('outbox').set({ state }).where('notification', '=', notification).execute();
    });
  }

  async close(): Promise<void> {
    const { store, clock } = this.temporary;
    const closed = { state: 'closed' as const, closed_at: clock.now(), closed_reason: 'recovered' as const };
    await store.write((trx) => trx.updateTable('incident').set(closed).execute());
  }

  /** Lets time pass, and returns the numbers of the messages of each repetition meanwhile. */
  async pass(span: number): Promise<string[][]> {
    const before = this.sent.length;
    await this.temporary.clock.advance(span);
    return this.sent
      .slice(before)
      .map((standing) => standing.map(({ message }) => message.messageId.replace(/<(.*)@.*/, '$1')));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort(new Error('stopping'));
    await this.#running;
    await this.temporary[Symbol.asyncDispose]();
  }
}

it('the last message of an open incident is repeated at the pace of the channel', async () => {
  await using fixture = new Repeated();
  const thread = await openThread(fixture.temporary);
  await fixture.notify(thread, ['am-1']);
  await fixture.notify(thread, ['am-1'], 'sent', '2');
  fixture.start();
  expect(await fixture.pass(2 * MINUTE)).toEqual([['2'], ['2'], ['2']]);
  expect(fixture.sent[0]?.[0]?.closedAt).toBeUndefined();
});

it('the end of an incident is repeated for five minutes', async () => {
  await using fixture = new Repeated();
  await fixture.notify(await openThread(fixture.temporary), ['am-1']);
  fixture.start();
  await fixture.pass(MINUTE);
  const closedAt = fixture.temporary.clock.now();
  await fixture.close();
  expect(await fixture.pass(20 * MINUTE)).toEqual(Array.from({ length: 4 }, () => ['1']));
  expect(fixture.sent.at(-1)?.[0]?.closedAt).toBe(closedAt);
});

it('a recipient that is new in the configuration gets what stands at once', async () => {
  await using fixture = new Repeated();
  await fixture.notify(await openThread(fixture.temporary), ['am-1']);
  fixture.start('am-2');
  expect(await fixture.pass(1)).toEqual([['1']]);
});

it.each(['pending', 'dead'] as const)('what is %s for a recipient is not repeated there', async (state) => {
  await using fixture = new Repeated();
  const thread = await openThread(fixture.temporary);
  await fixture.notify(thread, ['am-1'], 'sent');
  await fixture.notify(thread, ['am-1', 'am-2'], state, '2');
  fixture.start();
  expect(await fixture.pass(1)).toEqual([['1']]);
  await using other = new Repeated();
  await other.notify(await openThread(other.temporary), ['am-1', 'am-2'], state);
  other.start('am-2');
  expect(await other.pass(MINUTE)).toEqual([]);
});

it('a receiver without that destination is left out', async () => {
  await using fixture = new Repeated();
  await fixture.notify(await openThread(fixture.temporary), ['am-1']);
  fixture.start('am-1', ['lead']);
  expect(await fixture.pass(MINUTE)).toEqual([]);
});

it('a failure is logged once, tried again at the next time, and its end is logged', async () => {
  await using fixture = new Repeated();
  await fixture.notify(await openThread(fixture.temporary), ['am-1']);
  fixture.answer = DOWN;
  fixture.start();
  await fixture.pass(2 * MINUTE);
  fixture.answer = new Error('a bug');
  await fixture.pass(MINUTE);
  fixture.answer = DELIVERED;
  expect(await fixture.pass(MINUTE)).toEqual([['1']]);
  expect(fixture.log).toEqual([
    'standing alerts not sent again',
    'standing alerts not sent again',
    'standing alerts are sent again',
  ]);
});
