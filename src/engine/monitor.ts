import { noteVanished } from '../store/incidents/self-check-readings.ts';
import type { WriteTransaction } from '../store/database.ts';
import { checkExpectations } from './expectation/check-expectations.ts';
import type { EvaluationContext } from './context/evaluation-context.ts';
import { findOverdue } from './find-overdue.ts';
import { planExpectations } from './expectation/plan-expectations.ts';
import { sendQuietReport } from './self-check/quiet-report.ts';
import { selfCheck } from './self-check/self-check.ts';
import type { Monitors } from './context/monitors.ts';

/** Looks for trouble that is no transition, when a poll has ended: what lasts, what is missing, what is wrong with the watching. */
export async function monitorPoll(
  trx: WriteTransaction,
  ended: {
    target: string;
    isComplete: boolean;
    vanished: readonly string[];
    monitors: Monitors;
    checksSelf: boolean;
  },
  context: EvaluationContext,
): Promise<void> {
  const { target, isComplete, vanished, monitors, checksSelf } = ended;
  const { expectations, fresh } = monitors;
  await planExpectations(trx, expectations, context);
  if (isComplete) {
    fresh.add(target);
    await findOverdue(trx, target, context);
    await checkExpectations(trx, { target, expectations }, context);
  } else {
    fresh.delete(target);
  }
  await noteVanished(trx, { target, jobIds: vanished, at: context.now });
  if (checksSelf) await selfCheck(trx, monitors, context);
}

/** Looks for what comes with time alone. */
export async function monitorTime(
  trx: WriteTransaction,
  monitors: Monitors,
  context: EvaluationContext,
): Promise<void> {
  for (const target of monitors.fresh) await findOverdue(trx, target, context);
  await selfCheck(trx, monitors, context);
  await sendQuietReport(trx, monitors, context);
}
