import { z } from 'zod';
import type { Message } from '../../core/message/message.ts';
import { asksForSomebody } from '../../core/message/asks-for-somebody.ts';
import { SEVERITIES, type Severity } from '../../core/severity.ts';
import type { Finding, Path } from '../../platform/document/problem.ts';
import { byteLength } from '../../render/chat/chat-lines.ts';

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

/** The people that a channel mentions. */
export interface Mentions<Block> {
  /** The key of a block that names them. */
  key: string;
  peopleOf: (block: Block) => readonly string[];
  /** Writes one of them. */
  mark: (person: string) => string;
  /** Bytes that all marks may take: the rest is for what happened. */
  mostBytes: number;
}

/**
 * Returns the people that a message mentions, each once. One that stands for several mentions those of each. Who does
 * not fit any more is left out: a message that is too long would reach nobody.
 */
export function mentioned<Block extends { mentionFor: readonly Severity[] }>(
  message: Message,
  { block, blocks }: Ways<Block>,
  mentions: Mentions<Block>,
): readonly string[] {
  const asking = message.asking ?? (asksForSomebody(message) ? [message] : []);
  const people = asking.flatMap(({ receiver, severity }) => {
    const way = blocks?.get(receiver) ?? block;
    return way.mentionFor.includes(severity) ? mentions.peopleOf(way) : [];
  });
  return fitting([...new Set(people)], mentions);
}

/** Names a list that holds more people than a message may mention. @param path of the block. */
export function adviseMentions<Block>(
  block: Block,
  path: Path,
  mentions: Mentions<Block>,
): readonly Finding[] {
  const people = [...new Set(mentions.peopleOf(block))];
  const most = fitting(people, mentions).length;
  if (people.length === most) return [];
  return [
    {
      path: [...path, mentions.key],
      message: `names ${people.length} people, and a message has room for the first ${most} of them`,
      hint: 'name fewer, or mention the whole group',
    },
  ];
}

function fitting<Block>(
  people: readonly string[],
  { mark, mostBytes }: Pick<Mentions<Block>, 'mark' | 'mostBytes'>,
): readonly string[] {
  let bytes = 0;
  return people.filter((person) => (bytes += byteLength(mark(person)) + 1) <= mostBytes);
}
