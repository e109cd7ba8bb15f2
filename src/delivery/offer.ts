import type { Logger } from 'pino';
import type { OutboxEntry } from '../store/outbox.ts';
import { SECOND, type Clock, type Duration } from '../time.ts';
import type { Channel, Verdict } from './channel.ts';

/** How long an offer under way may go on after a stop was asked for. */
export const STOP_GRACE: Duration = 4 * SECOND;

/**
 * Offers one entry to its channel. After a stop it may go on for a little: cut between the last byte and the
 * server's answer, it would be repeated. A message that the channel cannot even write is given up, visibly: it
 * would fail the same way for ever, and take the program down each time.
 * @returns `wasCut` when our own stop ended it.
 */
export async function offer(
  { message, recipient }: OutboxEntry,
  options: {
    readonly channel: Channel;
    readonly clock: Clock;
    readonly log: Logger;
    readonly signal: AbortSignal;
  },
): Promise<{ readonly verdict: Verdict; readonly wasCut: boolean }> {
  const { channel, clock, log, signal } = options;
  const done = new AbortController();
  const cut = new AbortController();
  const onStop = () => {
    clock.sleep(STOP_GRACE, done.signal).then(
      () => cut.abort(signal.reason),
      () => undefined,
    );
  };
  if (signal.aborted) onStop();
  else signal.addEventListener('abort', onStop, { once: true, signal: done.signal });
  try {
    const verdict = await channel.send(message, recipient, { signal: cut.signal });
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
