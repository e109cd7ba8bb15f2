import type { Message } from './message.ts';

/** Says whether a message asks for somebody: closings and reminders do not. A test does as the message that it repeats. */
export function asksForSomebody({ kind, asking, test }: Pick<Message, 'kind' | 'asking' | 'test'>): boolean {
  return asking !== undefined || ASKING.has(test?.of?.kind ?? kind);
}

const ASKING: ReadonlySet<Message['kind']> = new Set(['opening', 'update', 'escalation']);
