import { showUnseen } from '../../platform/unseen.ts';
import type { IncidentBackend } from '../backend/backend.ts';
import { EXIT } from '../exit/exit-code.ts';
import { refuse, type Session } from './session.ts';

/** A shorter beginning of an id may too easily be that of another incident. */
const SHORTEST_PREFIX = 6;

/**
 * Finds the whole id of an incident by its beginning. Blanks around it and its case do not count. Without an answer it
 * prints the reason, and returns the exit code.
 */
export async function findIncident(
  session: Session,
  typed: string,
): Promise<{ id: string } | { exitCode: number }> {
  const words = session.words.incidents;
  const id = typed.normalize('NFKC').trim();
  const shown = showUnseen(id);
  const found = await idsMeant(session.backend.incidents, id);
  const [first, ...others] = found;
  if (first === id || first === id.toLowerCase()) return { id: first };
  if (id.length < SHORTEST_PREFIX)
    return { exitCode: refuse(session, words.tooShort(shown, SHORTEST_PREFIX), EXIT.usage) };
  if (first === undefined) return { exitCode: refuse(session, words.unknown(shown)) };
  if (others.length === 0) return { id: first };
  const ids = found.slice(0, 5);
  return { exitCode: refuse(session, words.ambiguous(shown, ids, found.length - ids.length)) };
}

/** Ids are made in lower case. */
async function idsMeant(backend: IncidentBackend, id: string): Promise<readonly string[]> {
  const found = await backend.idsBeginning(id);
  const lower = id.toLowerCase();
  return found.length > 0 || lower === id ? found : await backend.idsBeginning(lower);
}
