import { incidentsByPrefix, type StoredIncident } from '../store/incidents.ts';
import type { Database } from '../store/store.ts';
import { EXIT } from './exit-code.ts';
import { showControls } from './table.ts';
import type { CliWords } from './words.ts';

/** Shorter is too easily another one by mistake. */
export const SHORTEST_PREFIX = 6;

/** The incident that somebody means, or why it cannot be told. */
export type FoundIncident =
  | { readonly incident: StoredIncident }
  | { readonly incident: undefined; readonly exitCode: number; readonly error: string };

/** Finds an incident by its id or the beginning of it. */
export async function findIncident(
  db: Database,
  id: string,
  words: CliWords['incidents'],
): Promise<FoundIncident> {
  const shown = showControls(id);
  const found = await incidentsByPrefix(db, id);
  const [first, ...others] = found;
  if (first?.public_id === id) return { incident: first };
  const none = { incident: undefined, exitCode: EXIT.failed };
  if (id.length < SHORTEST_PREFIX) {
    return { ...none, exitCode: EXIT.usage, error: words.tooShort(shown, SHORTEST_PREFIX) };
  }
  if (first === undefined) return { ...none, error: words.unknown(shown) };
  if (others.length === 0) return { incident: first };
  const ids = found.slice(0, 5).map(({ public_id }) => public_id);
  return { ...none, error: words.ambiguous(shown, ids, found.length - ids.length) };
}
