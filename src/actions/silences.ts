import { matchersMeant } from '../core/mute/matchers-meant.ts';
import { silenceState, type Silence } from '../core/mute/silence.ts';
import type { Instant } from '../platform/time.ts';
import { addSilence, endSilence, silencesByIds } from '../store/incidents/silences.ts';
import type { WriteTransaction } from '../store/database.ts';

export interface CreateSilenceOptions {
  now: Instant;
  /** Names of the configured targets: a matcher may write one in another case. */
  targets: readonly string[];
}

/** Creates a silence. Every incident is evaluated again for it. */
export async function createSilence(
  trx: WriteTransaction,
  asked: Omit<Silence, 'id' | 'ended'>,
  { now, targets }: CreateSilenceOptions,
): Promise<Silence> {
  const silence = { ...asked, matchers: matchersMeant(asked.matchers, targets) };
  return { ...silence, id: await addSilence(trx, { ...silence, createdAt: now }) };
}

/** `done`, or why nothing changed. */
export type ExpireOutcome = 'done' | 'unknown' | 'already-over';

/** Ends a silence now, in somebody's name. It stays on record. */
export async function expireSilence(
  trx: WriteTransaction,
  ended: { id: number; by: string; now: Instant },
): Promise<ExpireOutcome> {
  const [silence] = await silencesByIds(trx, [ended.id]);
  if (silence === undefined) return 'unknown';
  if (silenceState(silence, ended.now) === 'expired') return 'already-over';
  await endSilence(trx, ended);
  return 'done';
}
