import { z } from 'zod';
import type { Message } from '../../core/message/message.ts';
import { asksForSomebody } from '../../core/message/asks-for-somebody.ts';
import { SEVERITIES, type Severity } from '../../core/severity.ts';

/** The messages that mention people, by their severity. */
export const mentionFor = z
  .array(z.enum(SEVERITIES))
  .default(['critical'])
  .meta({ description: 'Severities whose messages mention people.' });

/** The ways of receivers to one destination. */
export interface Ways<Block> {
  /** That of the message's own receiver. */
  block: Block;
  /** By receiver. Left out: each has that of the message's own. */
  blocks?: ReadonlyMap<string, Block>;
}

/** Returns the people that a message mentions, each once. One that stands for several mentions those of each. */
export function mentioned<Block extends { mentionFor: readonly Severity[] }>(
  message: Message,
  { block, blocks }: Ways<Block>,
  peopleOf: (block: Block) => readonly string[],
): readonly string[] {
  const asking = message.asking ?? (asksForSomebody(message) ? [message] : []);
  const people = asking.flatMap(({ receiver, severity }) => {
    const way = blocks?.get(receiver) ?? block;
    return way.mentionFor.includes(severity) ? peopleOf(way) : [];
  });
  return [...new Set(people)];
}
