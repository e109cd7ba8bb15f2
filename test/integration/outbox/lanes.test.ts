import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../../src/core/message/message.ts';
import type { Channel, SendOptions, Verdict } from '../../../src/outbox/channel.ts';
import { Delivery } from '../../../src/outbox/deliver.ts';
import { STOP_GRACE } from '../../../src/outbox/offer.ts';
import { HOUR, SECOND } from '../../../src/platform/time.ts';
import { addNotification } from '../../../src/store/outbox/notifications.ts';
import { sampleMessage } from '../../support/mail/sample-message.ts';
import { openThread } from '../../support/outbox/outbox-fixture.ts';
import { TemporaryStore } from '../../support/store/temporary-store.ts';
import { TestClock } from '../../support/test-clock.ts';

type Send = (message: Message, options: SendOptions) => Promise<Verdict>;

/** Deliveries to the destinations of one channel, each with an answer of its own. */
class Destinations implements AsyncDisposable {
  readonly clock = new TestClock();
  readonly #temporary = new TemporaryStore(this.clock);
  readonly #stopping = new AbortController();
  readonly #running: Promise<void>[] = [];
  #messages = 0;

  get store() {
    return this.#temporary.store;
  }

  start(recipient: string, send: Send): void {
    this.#running.push(this.#deliveryTo(recipient, send).run(this.#stopping.signal));
  }

  /** Offers all that is due to a recipient. Returns how many messages were not delivered. */
  async drain(recipient: string, send: Send): Promise<number> {
    const draining = this.#deliveryTo(recipient, send).drain(this.#stopping.signal);
    await this.clock.advance(10 * SECOND);
    return await draining;
  }

  #deliveryTo(recipient: string, send: Send): Delivery {
    const channel: Channel = {
      name: 'wecom',
      recipient,
      maxPerMinute: 60,
      send: (message, _recipient, options) => send(message, options),
      verify: () => Promise.reject(new Error('nobody asks')),
      close: () => Promise.resolve(),
    };
    const events = { delivered: () => {}, failed: () => {}, heldByRate: () => {} };
    const log = pino({ enabled: false });
    const { store, clock } = this;
    return new Delivery({ store, channel, clock, random: () => 0, log, events });
  }

  async notify(
    recipients: readonly string[],
    thread?: number,
    changes: Partial<Message> = {},
  ): Promise<void> {
    this.#messages += 1;
    const message = sampleMessage({
      messageId: `<${this.#messages}.1@batchwatch.example.com>`,
      createdAt: this.clock.now(),
      ...changes,
    });
    const to = [{ channel: 'wecom', recipients }];
    await this.store.write((trx) =>
      addNotification(trx, { message, to, detectedAt: 0, ...(thread !== undefined && { thread }) }),
    );
    await this.clock.advance(2 * SECOND);
  }

  async states(): Promise<string[]> {
    const rows = await this.store.read((db) =>
      db.selectFrom('outbox').select(['recipient', 'state']).orderBy('id').execute(),
    );
    return rows.map(({ recipient, state }) => `${recipient}: ${state}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort(new Error('stopping'));
    await this.clock.advance(STOP_GRACE);
    await Promise.all(this.#running);
    await this.#temporary[Symbol.asyncDispose]();
  }
}

it('a message that answers one of no thread does not overtake it, and nothing else waits', async () => {
  await using fixture = new Destinations();
  const offers: string[] = [];
  fixture.start('a', ({ messageId }) => {
    offers.push(messageId);
    return Promise.resolve(offers.length === 1 ? unanswered : accepted);
  });
  await fixture.notify(['a'], undefined, { messageId: '<i1-f7-1.1@x>' });
  await fixture.notify(['a'], undefined, { messageId: '<i1-f7-1.2@x>', inReplyTo: '<i1-f7-1.1@x>' });
  await fixture.notify(['a'], undefined, { messageId: '<report@x>' });
  expect(offers).toEqual(['<i1-f7-1.1@x>', '<report@x>']);
  await fixture.clock.advance(HOUR);
  expect(offers.slice(2)).toEqual(['<i1-f7-1.1@x>', '<i1-f7-1.2@x>']);
});

it('a message that no channel of its receiver takes goes nowhere, and holds up nobody', async () => {
  await using fixture = new Destinations();
  await fixture.notify([]);
  fixture.start('a', () => Promise.resolve(accepted));
  await fixture.notify(['a']);
  expect(await fixture.states()).toEqual(['a: sent']);
});

const accepted: Verdict = { outcome: 'delivered', response: 'ok' };

describe('destinations of one channel', () => {
  it('do not wait for one that hangs', async () => {
    await using fixture = new Destinations();
    fixture.start('a', (_message, { signal }) => untilAborted(signal));
    fixture.start('b', () => Promise.resolve(accepted));
    await fixture.notify(['a', 'b']);
    await fixture.notify(['b', 'a']);
    expect(await fixture.states()).toEqual(['a: claimed', 'b: sent', 'b: sent', 'a: pending']);
  });

  it('are not left alone because another one fails', async () => {
    await using fixture = new Destinations();
    const down: Verdict = {
      outcome: 'temporary',
      reason: 'network',
      response: 'down',
      concern: 'channel',
      offered: false,
      pause: 600 * SECOND,
    };
    fixture.start('a', () => Promise.resolve(down));
    fixture.start('b', () => Promise.resolve(accepted));
    await fixture.notify(['a']);
    await fixture.notify(['a', 'b']);
    expect(await fixture.states()).toEqual(['a: pending', 'a: pending', 'b: sent']);
  });

  it('are asked again no sooner than they ask for', async () => {
    await using fixture = new Destinations();
    let offers = 0;
    fixture.start('a', () => {
      offers += 1;
      return Promise.resolve(
        offers > 1
          ? accepted
          : {
              outcome: 'temporary',
              reason: 'rate_limited',
              response: '429',
              concern: 'channel',
              offered: true,
              pause: 120 * SECOND,
            },
      );
    });
    await fixture.notify(['a']);
    await fixture.clock.advance(115 * SECOND);
    expect(offers).toBe(1);
    await fixture.clock.advance(10 * SECOND);
    expect(offers).toBe(2);
  });
});

it('a later message of a thread does not overtake one that waits at a destination', async () => {
  await using fixture = new Destinations();
  const offers: string[] = [];
  const down: Verdict = {
    outcome: 'temporary',
    reason: 'temporary',
    response: '503',
    concern: 'channel',
    offered: true,
  };
  fixture.start('a', ({ messageId }) => {
    offers.push(messageId);
    return Promise.resolve(offers.length === 1 ? down : accepted);
  });
  const thread = await openThread(fixture);
  await fixture.notify(['a'], thread);
  await fixture.notify(['a'], thread);
  await fixture.clock.advance(30 * SECOND);
  expect(offers.map((id) => id.slice(0, 4))).toEqual(['<1.1', '<1.1', '<2.1']);
});

describe('a thread at the other side', () => {
  it('is answered by later messages of the incident', async () => {
    await using fixture = new Destinations();
    const threads: (string | undefined)[] = [];
    fixture.start('a', (_message, { thread }) => {
      threads.push(thread);
      return Promise.resolve({ ...accepted, thread: `ts${threads.length}` });
    });
    const thread = await openThread(fixture);
    await fixture.notify(['a'], thread);
    await fixture.notify(['a'], thread);
    await fixture.notify(['a']);
    expect(threads).toEqual([undefined, 'ts1', undefined]);
  });
});

function untilAborted(signal: AbortSignal): Promise<Verdict> {
  return new Promise((resolve) => {
    const cut: Verdict = {
      outcome: 'temporary',
      reason: 'timeout',
      response: 'cut',
      concern: 'channel',
      offered: true,
    };
    signal.addEventListener('abort', () => resolve(cut), { once: true });
  });
}
const unanswered: Verdict = {
  outcome: 'temporary',
  reason: 'network',
  response: 'connection cut',
  concern: 'unanswered',
  offered: true,
};

/** Offers three messages of a thread to one recipient, who answers so, and takes the rest. */
async function drained(verdicts: readonly Verdict[]): Promise<{ left: number; offers: string[] }> {
  await using fixture = new Destinations();
  const thread = await openThread(fixture);
  const offers: string[] = [];
  const answers = [...verdicts];
  for (const to of ['a', 'a', 'a']) await fixture.notify([to], thread);
  const left = await fixture.drain('a', ({ messageId }) => {
    offers.push(messageId);
    return Promise.resolve(answers.shift() ?? { outcome: 'delivered', response: '' });
  });
  return { left, offers };
}

describe('draining', () => {
  it('delivers all messages of a thread, one after the other', async () => {
    const { left, offers } = await drained([]);
    expect(offers).toEqual([1, 2, 3].map((id) => `<${id}.1@batchwatch.example.com>`));
    expect(left).toBe(0);
  });

  it('leaves what comes behind a message of its thread that waits', async () => {
    const why = { reason: 'temporary', concern: 'recipient', response: '', offered: true } as const;
    const later = { outcome: 'temporary', ...why } as const;
    const { left, offers } = await drained([{ outcome: 'delivered', response: '' }, later]);
    expect(offers).toHaveLength(2);
    expect(left).toBe(1);
  });

  it('ends when the channel fails, whatever became due meanwhile', async () => {
    await using fixture = new Destinations();
    const thread = await openThread(fixture);
    const offers: string[] = [];
    for (const of of [thread, undefined, thread]) await fixture.notify(['a'], of);
    const down = {
      outcome: 'temporary',
      reason: 'network',
      response: '',
      concern: 'channel',
      offered: false,
    } as const;
    const left = await fixture.drain('a', ({ messageId }) => {
      offers.push(messageId);
      return Promise.resolve(offers.length === 1 ? { outcome: 'delivered', response: '' } : down);
    });
    expect({ offers: offers.length, left }).toEqual({ offers: 2, left: 1 });
  });
});
