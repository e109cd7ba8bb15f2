import { noteVanished } from '../store/incidents/self-facts.ts';
import type { WriteTransaction } from '../store/sqlite/store.ts';
import { checkExpectations } from './expectation/check-expectations.ts';
import type { Pass } from './base/context.ts';
import { findTooLong } from './find-too-long.ts';
import { planExpectations } from './expectation/plan-expectations.ts';
import { tellQuietReport } from './self-check/quiet-report.ts';
import { watchItself } from './self-check/watch-itself.ts';
import type { Watchers } from './base/watchers.ts';

/** Looks for trouble that is no transition, when a poll has ended: what lasts, what is missing, what is wrong with the watching. */
export async function watchPoll(
  trx: WriteTransaction,
  ended: {
    target: string;
    isComplete: boolean;
    vanished: readonly string[];
    watchers: Watchers;
  },
  pass: Pass,
): Promise<void> {
  const { target, isComplete, vanished, watchers } = ended;
  const { expectations, fresh } = watchers;
  await planExpectations(trx, expectations, pass);
  if (isComplete) {
    fresh.add(target);
    await findTooLong(trx, target, pass);
    await checkExpectations(trx, { target, expectations }, pass);
  } else {
    fresh.delete(target);
  }
  await noteVanished(trx, { target, jobIds: vanished, at: pass.now });
  await watchItself(trx, watchers, pass);
}

/** Looks for what comes with time alone. */
export async function watchTime(trx: WriteTransaction, watchers: Watchers, pass: Pass): Promise<void> {
  for (const target of watchers.fresh) await findTooLong(trx, target, pass);
  await watchItself(trx, watchers, pass);
  await tellQuietReport(trx, watchers, pass);
}
