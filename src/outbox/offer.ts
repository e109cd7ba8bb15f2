import type { Logger } from 'pino';
import type { OutboxEntry } from '../store/outbox/outbox.ts';
import { MINUTE, SECOND, type Clock, type Duration } from '../platform/time.ts';
import type { Channel, Verdict } from './channel.ts';

/** The time for which an offer under way may go on after a request to stop. */
export const STOP_GRACE: Duration = 4 * SECOND;
/** From then on the answer to a message is overdue, and the next message does not wait for it. */
const ANSWER_OVERDUE: Duration = 30 * SECOND;
/** So long an answer is waited for by who finishes without haste. */
const FINISH_GRACE: Duration = MINUTE;

export interface OfferOptions {
  channel: Channel;
  clock: Clock;
  log: Logger;
  /** Aborts when the process stops. */
  stopping: AbortSignal;
  /** Aborts when another configuration is to take over. */
  finishing: AbortSignal;
  /** Called when the answer to the whole message is overdue. */
  onOverdue: () => void;
  /** True when no later message will end what this one begins. */
  isLeftOpen: boolean;
}

/**
 * Offers one entry to its channel. After a stop it may go on for a little: cut between the last byte and the
 * server's answer, it would be repeated. A message that the channel cannot even write is given up, visibly: it
 * would fail the same way for ever, and take the program down each time.
 * @returns `wasCut` when our own stop ended it.
 */
export async function offer(
  { message, recipient, conversation: thread }: OutboxEntry,
  options: OfferOptions,
): Promise<{ verdict: Verdict; wasCut: boolean }> {
  const { channel, clock, log, stopping, finishing, onOverdue, isLeftOpen } = options;
  const done = new AbortController();
  const cut = new AbortController();
  const after = (pause: Duration, act: () => void) => {
    clock.sleep(pause, done.signal).then(act, () => undefined);
  };
  const cutAfter = (pause: Duration) => after(pause, () => cut.abort(new Error('stopping')));
  whenAborted(stopping, done.signal, () => cutAfter(STOP_GRACE));
  const onHandedOver = () => {
    after(ANSWER_OVERDUE, onOverdue);
    after(FINISH_GRACE, () => whenAborted(finishing, done.signal, () => cut.abort(finishing.reason)));
  };
  try {
    const sending = { signal: cut.signal, onHandedOver, thread, isLeftOpen };
    const verdict = await channel.send(message, recipient, sending);
    return { verdict, wasCut: cut.signal.aborted };
  } catch (error) {
    log.error({ err: error, channel: channel.name, message_id: message.messageId }, 'message cannot be sent');
    const response = `the message cannot be sent: ${String(error)}`;
    return {
      verdict: { outcome: 'permanent', reason: 'permanent', response, concern: 'message', offered: false },
      wasCut: false,
    };
  } finally {
    done.abort();
  }
}

function whenAborted(signal: AbortSignal, until: AbortSignal, act: () => void): void {
  if (signal.aborted) act();
  else signal.addEventListener('abort', act, { once: true, signal: until });
}
