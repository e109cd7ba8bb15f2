import type { Message } from './message.ts';

/**
 * Says whether a message asks for somebody: closings and reminders do not, nor that a receiver gets messages again. A
 * test does as the message that it repeats.
 */
export function asksForSomebody({
  kind,
  asking,
  test,
  fallback,
}: Pick<Message, 'kind' | 'asking' | 'test' | 'fallback'>): boolean {
  if (asking !== undefined) return true;
  return fallback?.reason !== 'free' && ASKING.has(test?.of?.kind ?? kind);
}

const ASKING: ReadonlySet<Message['kind']> = new Set(['opening', 'update', 'escalation']);
