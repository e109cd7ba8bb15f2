import { noteVanished } from '../store/incidents/self-check-readings.ts';
import { targetStates } from '../store/jobs/targets.ts';
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
  const isWatching = monitors.isWatching();
  if (isWatching) await planExpectations(trx, expectations, context);
  if (isComplete) {
    fresh.add(target);
    await findOverdue(trx, target, context);
    if (isWatching) await checkExpectations(trx, { target, expectations }, context);
  } else {
    fresh.delete(target);
  }
  await noteVanished(trx, { target, jobIds: vanished, at: context.now });
  if (checksSelf && isWatching) await selfCheck(trx, monitors, context);
}

/** Looks for what comes with time alone. */
export async function monitorTime(
  trx: WriteTransaction,
  monitors: Monitors,
  context: EvaluationContext,
): Promise<void> {
  for (const target of monitors.fresh) await findOverdue(trx, target, context);
  await watchElsewhere(trx, monitors, context);
  await selfCheck(trx, monitors, context);
  await sendQuietReport(trx, monitors, context);
}

/** Looks at the targets that other replicas poll, as their last complete poll left them. */
async function watchElsewhere(
  trx: WriteTransaction,
  { expectations, fresh, isElsewhere, watchdog }: Monitors,
  context: EvaluationContext,
): Promise<void> {
  const targets = watchdog.targets.filter(isElsewhere);
  if (targets.length === 0) return;
  for (const target of targets) fresh.delete(target);
  await planExpectations(trx, expectations, context);
  const states = await targetStates(trx);
  for (const target of targets) {
    const { lastPollAt, lastCompletePollAt: now } = states.get(target) ?? {};
    if (now === undefined || now !== lastPollAt) continue;
    await findOverdue(trx, target, { ...context, now });
    await checkExpectations(trx, { target, expectations }, { ...context, now });
  }
}
