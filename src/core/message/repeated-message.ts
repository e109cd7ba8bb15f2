import type { Message } from './message.ts';

/**
 * Returns a message as people read it: a test that repeats another reads like that one. Machines go by the message
 * itself, which is a `test`.
 */
export function repeatedMessage(message: Message): Message {
  const repeated = message.test?.of;
  return repeated === undefined ? message : { ...message, kind: repeated.kind };
}
