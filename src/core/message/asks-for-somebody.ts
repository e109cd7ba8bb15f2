import type { Message } from './message.ts';

/** Says whether a message asks for somebody: closings and reminders do not. */
export function asksForSomebody({ kind, asks }: Pick<Message, 'kind' | 'asks'>): boolean {
  return asks === true || ASKING.has(kind);
}

const ASKING: ReadonlySet<Message['kind']> = new Set(['opening', 'update', 'escalation']);
