import type { Message } from '../../../src/core/message/message.ts';
import type { Channel, Concern, SendOptions, Verdict, Verification } from '../../../src/outbox/channel.ts';
import type { Clock, Instant } from '../../../src/platform/time.ts';

/**
 * How an offer goes. `slow` takes ten seconds, or is cut short by the signal; `broken` throws; `blamed` is a refusal of
 * us, `cut-off` a connection that ends after the message and before its answer, `unsure` one without a reason, `text-refused` one of the message; `slow-answer` comes 40 s after the final dot, and after `unanswered` nothing comes;
 * `lost-before` and `lost-after` never return, as when the process dies before or after the other side accepted.
 */
export type Fate =
  | 'delivered'
  | 'temporary'
  | 'permanent'
  | 'text-refused'
  | 'channel-wide'
  | 'login-refused'
  | 'rate-limited'
  | 'blamed'
  | 'cut-off'
  | 'unsure'
  | 'mailbox-full'
  | 'unanswered'
  | 'slow-answer'
  | 'slow'
  | 'broken'
  | 'lost-before'
  | 'lost-after';

export interface Offer {
  at: Instant;
  messageId: string;
  recipient: string;
  fate: Fate;
  /** Of the process that made it, counted from 0. */
  life: number;
  /** True when the other side took it. */
  accepted: boolean;
}

/** A channel whose offers have the next of `fates`, or else the fate that `usual` gives. */
export class ScriptedChannel implements Channel {
  readonly name = 'email';
  maxPerMinute = 10_000;
  maxPerSecond?: number;
  /** Set where messages may be merged. */
  merge?: (messages: readonly Message[]) => Message;
  readonly offers: Offer[] = [];
  readonly fates: Fate[] = [];
  /** True while an offer is under way that will never return. */
  isLost = false;
  usual: (recipient: string) => Fate = () => 'delivered';
  readonly #clock: Clock;
  #lives = 0;
  #losing = Promise.withResolvers<void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves as soon as an offer is under way that will never return. */
  async lost(): Promise<void> {
    await this.#losing.promise;
  }

  /** Forgets that an offer was lost: a new process begins. */
  find(): void {
    this.#lives += 1;
    this.isLost = false;
    this.#losing = Promise.withResolvers();
  }

  async send(message: Message, recipient: string, { signal, onHandedOver }: SendOptions): Promise<Verdict> {
    const fate = this.fates.shift() ?? this.usual(recipient);
    const { messageId } = message;
    const offer: Offer = {
      at: this.#clock.now(),
      messageId,
      recipient,
      fate,
      life: this.#lives,
      accepted: false,
    };
    this.offers.push(offer);
    if (fate === 'slow') {
      try {
        await this.#clock.sleep(10_000, signal);
      } catch {
        return failure('temporary', { concern: 'channel' });
      }
    }
    if (fate === 'slow-answer' || fate === 'unanswered') {
      onHandedOver?.();
      offer.accepted = true;
      try {
        await this.#clock.sleep(fate === 'slow-answer' ? 40_000 : 600_000, signal);
      } catch {
        return failure('temporary', { concern: 'unanswered' });
      }
      if (fate === 'unanswered') return failure('temporary', { concern: 'unanswered' });
      return { outcome: 'delivered', response: '250 ok, at last' };
    }
    if (fate === 'broken') throw new TypeError('cannot be written');
    offer.accepted = fate === 'delivered' || fate === 'slow' || fate === 'lost-after';
    if (fate.startsWith('lost')) {
      this.isLost = true;
      this.#losing.resolve();
      return await new Promise<never>(() => {});
    }
    if (offer.accepted) return { outcome: 'delivered', response: '250 ok' };
    if (fate === 'channel-wide') return failure('temporary', { concern: 'channel' });
    if (fate === 'login-refused') return failure('auth', { concern: 'channel' });
    if (fate === 'rate-limited') return failure('rate_limited', { concern: 'channel' });
    if (fate === 'cut-off') return failure('network', { concern: 'unanswered' });
    if (fate === 'blamed') return failure('temporary', { concern: 'us' });
    if (fate === 'unsure') return failure('temporary', { concern: 'unsure' });
    if (fate === 'mailbox-full') return failure('temporary', { concern: 'recipient' });
    if (fate === 'text-refused') return failure('permanent', { concern: 'message' });
    return failure(fate === 'permanent' ? 'permanent' : 'temporary', {
      concern: fate === 'permanent' ? 'recipient' : 'delay',
    });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  verify(): Promise<Verification> {
    return Promise.resolve({ outcome: 'delivered', response: '', recipients: [] });
  }
}

function failure(
  reason: 'temporary' | 'permanent' | 'auth' | 'rate_limited' | 'network',
  { concern }: { concern: Concern },
): Verdict {
  const outcome = reason === 'permanent' ? 'permanent' : 'temporary';
  return { outcome, reason, response: `no: ${reason}`, concern, offered: concern !== 'channel' };
}
