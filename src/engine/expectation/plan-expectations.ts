import {
  forgetExpectation,
  knownExpectations,
  planOccurrences,
  registerExpectation,
} from '../../store/incidents/expectations.ts';
import { openIncidentsOf } from '../../store/incidents/incidents.ts';
import type { WriteTransaction } from '../../store/database.ts';
import { DAY, type Duration } from '../../platform/time.ts';
import { closeCondition } from '../../store/incidents/conditions.ts';
import type { EvaluationContext } from '../context/evaluation-context.ts';
import type { Expectation } from '../context/monitors.ts';

/** Settled occurrences are kept for people who ask. */
const KEEP_SETTLED: Duration = 30 * DAY;

/**
 * Makes the expectations known and plans their times. Those that left the configuration are forgotten, and what
 * was missing for them is closed.
 */
export async function planExpectations(
  trx: WriteTransaction,
  expectations: readonly Expectation[],
  context: EvaluationContext,
): Promise<void> {
  const { now } = context;
  for (const { name, target, jobName, schedule, occurrences } of expectations) {
    const terms = JSON.stringify({ target, jobName, schedule });
    const after = await registerExpectation(trx, { name, terms, now });
    if (after === now) continue;
    // The clock was set back since: its planned occurrences stay, and the plan goes on from now.
    const dues = after > now ? [] : occurrences(after, now);
    // Many come in pieces: the next poll goes on after the last one.
    const until = dues.at(-1) ?? now;
    await planOccurrences(trx, { expectation: name, dues, until, settledBefore: now - KEEP_SETTLED });
  }
  for (const name of await knownExpectations(trx)) {
    if (expectations.some((expectation) => expectation.name === name)) continue;
    await forgetExpectation(trx, name);
    for (const incident of await openIncidentsOf(trx, name)) {
      if (incident.condition) await closeCondition(trx, incident, { at: now, reason: 'manual' });
    }
  }
}
