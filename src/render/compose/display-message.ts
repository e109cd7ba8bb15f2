import type { ErrorCodes } from '../../core/message/error-codes.ts';
import type { Language, Message } from '../../core/message/message.ts';
import { adviceFor } from './compose-message.ts';

/** The language and the zone of one way to a receiver. What is left out is as the message has it. */
export interface MessageDisplay {
  language?: Language | undefined;
  /** IANA name. */
  timezone?: string | undefined;
}

/**
 * Returns the message in another language or zone. What a condition says was written when it was found, and stays as it
 * is.
 */
export function displayMessage(
  message: Message,
  { language, timezone = message.timezone }: MessageDisplay,
  errorCodes: ErrorCodes,
): Message {
  if (language === undefined || language === (message.language ?? 'en')) return { ...message, timezone };
  const { advice, ...rest } = message;
  const written = advice === undefined ? {} : adviceFor(message.jobs, { errorCodes, language });
  return { ...rest, ...written, language, timezone };
}
