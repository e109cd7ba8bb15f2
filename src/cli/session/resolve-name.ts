import { nameMeant } from '../../platform/text/name-meant.ts';
import { nearest } from '../../platform/text/nearest.ts';
import { showUnseen } from '../../platform/unseen.ts';
import type { CliWords } from '../locale/en.ts';

/** A name that was typed, resolved. */
export interface ResolvedName {
  /** The known name. An unknown one stays as typed, without blanks around it. */
  name: string;
  isKnown: boolean;
  typed: string;
  known: readonly string[];
}

/**
 * Looks up a typed name. Something may be kept under a name that is configured no more. A daemon of an older version
 * sends no names: then any is taken.
 */
export async function resolveName(
  typed: string | undefined,
  names: () => Promise<readonly string[] | undefined>,
): Promise<ResolvedName | undefined> {
  if (typed === undefined) return undefined;
  const known = await names();
  const name = nameMeant(typed, known ?? []);
  const isKnown = name !== undefined || known === undefined;
  return { name: name ?? typed.trim(), isKnown, typed, known: known ?? [] };
}

/** Explains that a name is not known, and names the nearest one, or all. */
export function unknownName(
  kind: 'target' | 'receiver',
  { typed, known }: { typed: string; known: readonly string[] },
  words: CliWords['names'],
): string {
  return `${words.unknown[kind](showUnseen(typed))}${nameHint(typed, known, words)}`;
}

/** Names the nearest known name, else all of them when they are few. */
export function nameHint(typed: string, known: readonly string[], words: CliWords['names']): string {
  const near = nearest(typed.trim(), known);
  if (near !== undefined) return words.near(near);
  return known.length > 0 && known.length <= MOST_NAMED ? words.known(known) : '';
}

const MOST_NAMED = 20;
