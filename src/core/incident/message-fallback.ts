import type { Duration } from '../../platform/time.ts';

/** Why others are notified in place of a receiver. */
export type FallbackReason =
  /** A message waited for longer than the receiver's fallback allows. */
  | 'waited'
  /** A message was given up. */
  | 'given-up';

/** Why a message goes to somebody in place of another receiver. */
export interface MessageFallback {
  /** `free`: the receiver can be reached again. */
  reason: FallbackReason | 'free';
  /** The receiver that could not be reached, and the channel. */
  receiver: string;
  channel: string;
  /** The time for which the message had waited. */
  waited: Duration;
}

/** Writes the channel and the receiver of a fallback in one line, and how long a message waited: `oncall wecom 600s`. */
export function writeFallback({ reason, receiver, channel, waited }: MessageFallback): string {
  return [receiver, channel, ...(reason === 'waited' ? [`${Math.floor(waited / 1_000)}s`] : [])].join(' ');
}

/** Reads what `writeFallback` wrote. A line that it did not write is the receiver's name. */
export function readFallback(line: string): Pick<MessageFallback, 'receiver' | 'channel' | 'waited'> {
  const [, receiver = line, channel = '', seconds = '0'] = /^(.+?) ([a-z_]+)(?: (\d+)s)?$/u.exec(line) ?? [];
  return { receiver, channel, waited: Number(seconds) * 1_000 };
}
