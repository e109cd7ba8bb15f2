import type { Logger } from 'pino';
import { FailureLog } from '../platform/log.ts';
import type { Store } from '../store/store.ts';
import { StoreFault } from '../store/store-fault.ts';
import { SECOND, type Clock, type Duration } from '../platform/time.ts';
import type { EvaluationStats, NotifiedFallback } from '../core/incident/evaluate/evaluation-stats.ts';
import type { IncidentEngine } from './incident-engine.ts';

/** The pause between two looks: reminders come due with time, and other processes set silences. */
const LOOK_EVERY: Duration = SECOND;

/** Evaluates the incidents between polls, until `signal` aborts: what is due with time alone, and what other processes changed. */
export async function runIncidentLoop(
  parts: {
    engine: IncidentEngine;
    store: Store;
    clock: Clock;
    log: Logger;
    /** Called after each pass that is on disk. */
    onEvaluated: (stats: EvaluationStats) => void;
  },
  signal: AbortSignal,
): Promise<void> {
  const { engine, store, clock, log } = parts;
  const failures = new FailureLog(log, clock);
  while (!signal.aborted) {
    try {
      if (await store.read((db) => engine.isDue(db, clock.now()))) {
        const stats = await store.write((trx) => engine.evaluateDue(trx, clock.now()));
        for (const fallback of stats.fallbacks) logFallback(log, fallback);
        for (const untaken of stats.untaken)
          log.info(untaken, 'no channel of the receiver takes the severity');
        parts.onEvaluated(stats);
      }
      failures.recovered({ fields: {}, message: 'incidents are evaluated again' });
    } catch (error) {
      if (!(error instanceof StoreFault)) throw error;
      failures.failed({
        signature: error.code,
        fields: { err: error },
        message: 'incidents cannot be evaluated',
      });
    }
    await clock.sleep(LOOK_EVERY, signal).catch(() => undefined);
  }
}

function logFallback(log: Logger, { reason, waited, ...fallback }: NotifiedFallback): void {
  if (reason === 'free') return log.info(fallback, 'fallback ended, the receiver can be reached again');
  log.warn({ ...fallback, reason, waited_ms: waited }, 'fallback notified in place of a receiver');
}
