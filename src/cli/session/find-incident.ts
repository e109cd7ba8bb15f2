import type { IncidentBackend } from '../backend/backend.ts';
import { EXIT } from '../exit/exit-code.ts';
import { showUnseen } from '../../platform/unseen.ts';
import type { CliWords } from '../locale/en.ts';

/** Shorter is too easily another one by mistake. */
export const SHORTEST_PREFIX = 6;

/** The whole id of the incident that somebody means, or why it cannot be told. */
export type FoundIncident = { id: string } | { id: undefined; exitCode: number; error: string };

/** Finds an incident by its id or the beginning of it. Blanks around it and its case do not count. */
export async function findIncident(
  backend: IncidentBackend,
  typed: string,
  words: CliWords['incidents'],
): Promise<FoundIncident> {
  const id = typed.normalize('NFKC').trim();
  const shown = showUnseen(id);
  const found = await idsMeant(backend, id);
  const [first, ...others] = found;
  if (first === id || first === id.toLowerCase()) return { id: first };
  const none = { id: undefined, exitCode: EXIT.failed };
  if (id.length < SHORTEST_PREFIX) {
    return { ...none, exitCode: EXIT.usage, error: words.tooShort(shown, SHORTEST_PREFIX) };
  }
  if (first === undefined) return { ...none, error: words.unknown(shown) };
  if (others.length === 0) return { id: first };
  const ids = found.slice(0, 5);
  return { ...none, error: words.ambiguous(shown, ids, found.length - ids.length) };
}

/** Ids are made in lower case. */
async function idsMeant(backend: IncidentBackend, id: string): Promise<readonly string[]> {
  const found = await backend.idsBeginning(id);
  const lower = id.toLowerCase();
  return found.length > 0 || lower === id ? found : await backend.idsBeginning(lower);
}
