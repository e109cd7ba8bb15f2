import { messageNumber } from './message-number.ts';
import type { Message } from './message.ts';

/**
 * Returns the id by which a program knows all messages of one alert: that of the incident. Messages in place of another
 * receiver are an alert of their own.
 */
export function alertKey({ incident, messageId, fallback }: Message): string {
  return fallback === undefined ? incident : messageNumber(messageId).replace(/\.\d+$/, '');
}
