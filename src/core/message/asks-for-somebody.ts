import type { Message } from './message.ts';

/** Says whether a message asks for somebody: closings and reminders do not. A test asks for whom the real one asked for. */
export function asksForSomebody({ kind, asks, test }: Pick<Message, 'kind' | 'asks' | 'test'>): boolean {
  return asks === true || ASKING.has(test?.of?.kind ?? kind);
}

const ASKING: ReadonlySet<Message['kind']> = new Set(['opening', 'update', 'escalation']);
