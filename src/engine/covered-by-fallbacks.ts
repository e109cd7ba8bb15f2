import { getSetting, setSetting } from '../store/settings/settings.ts';
import type { WriteTransaction } from '../store/database.ts';
import { HOUR, type Duration, type Instant } from '../platform/time.ts';
import type { EvaluationContext } from './context/evaluation-context.ts';

/** A fallback may be configured because of an outage that has just begun. */
const LOOKS_BACK: Duration = HOUR;

/**
 * Returns the time of the oldest message that a receiver's fallback covers, by the receiver's name. Messages that are
 * older than the fallback are history: nobody is notified of thousands of them after a change of the configuration. Keeps
 * since when receivers have a fallback, and forgets those that have none now.
 */
export async function coveredByFallbacks(
  trx: WriteTransaction,
  { receivers, now }: Pick<EvaluationContext, 'receivers' | 'now'>,
): Promise<ReadonlyMap<string, Instant>> {
  const kept = (await getSetting(trx, 'fallbacks-since')) ?? {};
  const known = new Map(Object.entries(kept));
  const current = [...receivers.values()].flatMap(({ name, fallback }) =>
    // The clock may have been set back since.
    fallback === undefined ? [] : [[name, Math.min(known.get(name) ?? now, now)] as const],
  );
  const isKept = current.length === known.size && current.every(([name, since]) => known.get(name) === since);
  if (!isKept) await setSetting(trx, 'fallbacks-since', Object.fromEntries(current));
  return new Map(current.map(([name, since]) => [name, since - LOOKS_BACK]));
}
