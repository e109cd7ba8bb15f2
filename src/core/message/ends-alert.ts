import type { Message } from './message.ts';

/** Says whether nothing is left to do for those who were notified: the incident is over, or its own receiver has it again. */
export function endsAlert({ kind, fallback }: Message): boolean {
  return kind === 'closing' || fallback?.reason === 'free';
}
