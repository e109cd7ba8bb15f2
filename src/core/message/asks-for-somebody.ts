import type { Message } from './message.ts';

/** Says whether a message asks for somebody: closings and reminders do not. A test does as the message that it repeats. */
export function asksForSomebody({ kind, asks, test }: Pick<Message, 'kind' | 'asks' | 'test'>): boolean {
  return asks === true || ASKING.has(test?.of?.kind ?? kind);
}

const ASKING: ReadonlySet<Message['kind']> = new Set(['opening', 'update', 'escalation']);
