import { readFileSync } from 'node:fs';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createEmailChannel } from '../../../src/channel/email/send.ts';
import { Delivery } from '../../../src/outbox/deliver.ts';
import { addNotification } from '../../../src/store/outbox/notifications.ts';
import { SECOND } from '../../../src/platform/time.ts';
import { sampleMessage } from '../../support/mail/sample-message.ts';
import {
  startSmtpSink,
  type SmtpFault,
  type SmtpScript,
  type SmtpSink,
} from '../../support/mail/smtp-sink.ts';
import { TemporaryStore } from '../../support/store/temporary-store.ts';
import { TestClock } from '../../support/test-clock.ts';
import { TENCENT_PAGES } from '../../../src/tencent/advice/vendor-pages.ts';
import { byMail } from '../../support/outbox/by-mail.ts';

const TEN = Array.from({ length: 10 }, (_, index) => `r${index}@example.com`);

/** For one reply; it passes only where the mail server has fallen silent. */
const DEADLINE = 55 * SECOND;

/** A delivery by real SMTP. By one clock it waits between tries, by the other for the mail server's answers. */
class SmtpFixture implements AsyncDisposable {
  readonly clock = new TestClock();
  readonly #patience = new TestClock();
  readonly temporary = new TemporaryStore(this.clock);
  readonly sink: SmtpSink;
  readonly delivery: Delivery;

  constructor(sink: SmtpSink) {
    this.sink = sink;
    const { host, port } = sink;
    const channel = createEmailChannel({
      host,
      port,
      security: 'none',
      hello: 'batchwatch.example.com',
      from: 'Batchwatch <batchwatch@example.com>',
      pages: TENCENT_PAGES,
      maxPerMinute: 10_000,
      clock: this.#patience,
    });
    this.delivery = new Delivery({
      store: this.temporary.store,
      channel,
      clock: this.clock,
      random: () => 0,
      log: pino({ enabled: false }),
      events: { delivered: () => undefined, failed: () => undefined, heldByRate: () => undefined },
    });
  }

  setScript(script: SmtpScript | undefined): void {
    this.sink.setScript((at) => {
      const fault = script?.(at);
      if (fault?.do === 'hang') setImmediate(() => void this.#patience.advance(DEADLINE));
      // Some bytes come first.
      if (fault?.do === 'drip') setTimeout(() => void this.#patience.advance(DEADLINE), 250);
      return fault;
    });
  }

  async notify(recipients: readonly string[]): Promise<void> {
    const message = sampleMessage({ recipients, createdAt: this.clock.now() });
    await this.temporary.store.write((trx) =>
      addNotification(trx, { message, to: byMail(message), detectedAt: this.clock.now() }),
    );
  }

  /** Offers all that is due, after `minutes` have passed. */
  async drainAfter(minutes: number): Promise<void> {
    this.clock.setNow(this.clock.now() + minutes * 60_000);
    await this.delivery.drain(new AbortController().signal);
  }

  async count(state: string): Promise<number> {
    const rows = await this.temporary.store.read((db) => db.selectFrom('outbox').select('state').execute());
    return rows.filter((row) => row.state === state).length;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.temporary[Symbol.asyncDispose]();
    await this.sink[Symbol.asyncDispose]();
  }
}

/** How often each address got a mail that the server acknowledged. */
function notified({ mails }: SmtpSink): Record<string, number> {
  const times: Record<string, number> = {};
  for (const { to, acknowledged } of mails) {
    for (const address of to) if (acknowledged) times[address] = (times[address] ?? 0) + 1;
  }
  return times;
}

const ONCE = Object.fromEntries(TEN.map((recipient) => [recipient, 1]));

it('one of ten refused for good: nine are notified once, one is dead, nobody again', async () => {
  await using fixture = new SmtpFixture(await startSmtpSink());
  fixture.setScript(({ phase, recipient }) =>
    phase === 'rcpt' && recipient === 'r3@example.com'
      ? { do: 'reply', code: 550, text: '5.1.1 no such user' }
      : undefined,
  );
  await fixture.notify(TEN);
  for (let round = 0; round < 4; round += 1) await fixture.drainAfter(16);
  const { 'r3@example.com': _refused, ...others } = ONCE;
  expect(notified(fixture.sink)).toEqual(others);
  expect(await fixture.count('dead')).toBe(1);
  expect(await fixture.count('sent')).toBe(9);
  expect(new Set(fixture.sink.mails.map(({ messageId }) => messageId)).size).toBe(1);
});

const TROUBLES: [string, 'rcpt' | 'data', SmtpFault][] = [
  ['greylisted', 'rcpt', { do: 'reply', code: 451, text: '4.7.1 try again later' }],
  ['refused for now after the mail', 'data', { do: 'reply', code: 452, text: '4.2.2 mailbox full' }],
  ['cut off at its address', 'rcpt', { do: 'drop' }],
  ['kept waiting at its address', 'rcpt', { do: 'hang' }],
  ['fed a byte now and then', 'rcpt', { do: 'drip', everyMs: 100 }],
];

it.each(TROUBLES)('one of ten %s twice: all are notified once in the end', async (_name, phase, fault) => {
  await using fixture = new SmtpFixture(await startSmtpSink());
  fixture.setScript((at) =>
    at.phase === phase && at.recipient === 'r3@example.com' && at.time <= 2 ? fault : undefined,
  );
  await fixture.notify(TEN);
  await fixture.drainAfter(0);
  expect(await fixture.count('sent')).toBe(9);
  await fixture.drainAfter(16);
  await fixture.drainAfter(16);
  expect(await fixture.count('sent')).toBe(10);
  expect(notified(fixture.sink)).toEqual(ONCE);
});

it('a connection lost after the mail was whole repeats that one, with the same Message-ID', async () => {
  await using fixture = new SmtpFixture(await startSmtpSink());
  fixture.setScript(({ phase, time }) => (phase === 'data' && time === 1 ? { do: 'drop' } : undefined));
  await fixture.notify(['r0@example.com']);
  await fixture.drainAfter(0);
  await fixture.drainAfter(16);
  expect(fixture.sink.mails.map(({ acknowledged }) => acknowledged)).toEqual([false, true]);
  const [first, second] = fixture.sink.mails.map(({ messageId }) => messageId);
  expect(first).toBe(second);
});

it('a server that is down for days: nothing is given up, and all are notified once when it is back', async () => {
  await using fixture = new SmtpFixture(await startSmtpSink());
  await fixture.sink.refuse();
  await fixture.notify(TEN);
  for (let round = 0; round < 12; round += 1) await fixture.drainAfter(6 * 60);
  expect(await fixture.count('pending')).toBe(10);
  await fixture.sink.resume();
  await fixture.drainAfter(16);
  await fixture.drainAfter(0);
  expect(notified(fixture.sink)).toEqual(ONCE);
});

it('a server that greets with 554 or does not greet: nothing is given up', async () => {
  await using fixture = new SmtpFixture(await startSmtpSink());
  for (const fault of [
    { do: 'reply', code: 554, text: 'no service for you' },
    { do: 'hang' },
    { do: 'drop' },
  ] as const) {
    fixture.setScript(({ phase }) => (phase === 'greeting' ? fault : undefined));
    if ((await fixture.count('pending')) === 0) await fixture.notify(['r0@example.com', 'r1@example.com']);
    await fixture.drainAfter(16);
    expect(await fixture.count('pending')).toBe(2);
  }
  fixture.setScript(undefined);
  await fixture.drainAfter(16);
  await fixture.drainAfter(16);
  expect(notified(fixture.sink)).toEqual({ 'r0@example.com': 1, 'r1@example.com': 1 });
});

/** What servers say to RCPT or after the final dot, none of it about the recipient or the mail. */
const REFUSALS = readFileSync(new URL('../../fixtures/refusals-at-rcpt.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => /^(RCPT|\.)\s+(\d{3}) (.*)$/.exec(line)?.slice(1) ?? []);

it.each(REFUSALS)(
  'a server that answers %s with %s %s: nothing is given up, and all is notified when it is mended',
  async (at, code, text = '') => {
    await using fixture = new SmtpFixture(await startSmtpSink());
    fixture.setScript(({ phase }) =>
      phase === (at === 'RCPT' ? 'rcpt' : 'data') ? { do: 'reply', code: Number(code), text } : undefined,
    );
    await fixture.notify(TEN);
    for (let round = 0; round < 3; round += 1) await fixture.drainAfter(16);
    expect(await fixture.count('pending')).toBe(10);
    fixture.setScript(undefined);
    await fixture.drainAfter(16);
    await fixture.drainAfter(16);
    expect(notified(fixture.sink)).toEqual(ONCE);
  },
);
