import { assignExpectedJobs, beginOf, type Slot } from '../../core/incident/assign-expected-jobs.ts';
import { matchesGlob } from '../../platform/text/glob.ts';
import {
  EARLY,
  isAlarm,
  isMet,
  judgeOccurrence,
  type OccurrenceState,
} from '../../core/incident/judge-occurrence.ts';
import {
  duesSince,
  openOccurrences,
  takeJobs,
  takenJobs,
  untakenJobs,
  updateOccurrence,
  type CreatedJob,
  type OpenOccurrence,
} from '../../store/incidents/expectations.ts';
import { findOpen } from '../../store/incidents/incidents.ts';
import type { WriteTransaction } from '../../store/database.ts';
import { targetState } from '../../store/jobs/targets.ts';
import type { Instant } from '../../platform/time.ts';
import { closeCondition, openCondition, reviseCondition } from '../../store/incidents/conditions.ts';
import type { EvaluationContext } from '../context/evaluation-context.ts';
import {
  firstSuccess,
  isSuccessLate,
  lateLine,
  nextLine,
  occurrenceKey,
  toCondition,
  type Checked,
} from './occurrence-words.ts';
import type { Expectation } from '../context/monitors.ts';

/** Judges what a target's expectations await. To be called when a complete read of it is recorded. */
export async function checkExpectations(
  trx: WriteTransaction,
  of: { target: string; expectations: readonly Expectation[] },
  context: EvaluationContext,
): Promise<void> {
  const { lastReadStartedAt: readAt } = await targetState(trx, of.target);
  for (const expectation of of.expectations.filter(({ target }) => target === of.target)) {
    const open = await openOccurrences(trx, expectation.name);
    const taken = await takeNewJobs(trx, { expectation, open }, context);
    const missing: Checked[] = [];
    for (const occurrence of open) {
      const checked = { expectation, occurrence, jobs: taken.get(occurrence.due) ?? [], readAt };
      const state = await checkOne(trx, checked, context);
      if (isMet(state)) await supersede(trx, { missing: missing.splice(0), by: checked }, context);
      // One that is found missing only now notifies first.
      else if (isAlarm(state) && isAlarm(occurrence.state)) missing.push(checked);
    }
  }
}

/** Takes each job that is new for the time that it is meant for. @returns all that were taken, by that time. */
async function takeNewJobs(
  trx: WriteTransaction,
  { expectation, open }: { expectation: Expectation; open: readonly OpenOccurrence[] },
  { now }: EvaluationContext,
): Promise<Map<Instant, CreatedJob[]>> {
  const taken = Map.groupBy(await takenJobs(trx, expectation.name), ({ due }) => due);
  const [oldest] = open;
  if (oldest === undefined) return taken;
  const dues = [
    ...(await duesSince(trx, expectation.name, oldest.due - 2 * EARLY)),
    // What comes early is not late for the time before.
    ...expectation.occurrences(now, now + EARLY),
  ];
  const slots = toSlots(expectation, { dues, open, now, taken });
  const since = Math.min(...slots.map(({ begins }) => begins));
  const { name, target, jobName } = expectation;
  const untaken = await untakenJobs(trx, { expectation: name, target, since });
  const matching = untaken.filter((job) => matchesGlob(jobName, job.name));
  const assigned = assignExpectedJobs(slots, matching);
  for (const job of matching) {
    const due = assigned.get(job.row);
    // What is early waits until its time is there to be judged.
    if (due === undefined || due > now) continue;
    await takeJobs(trx, { expectation: name, due, job: job.row });
    taken.set(due, [...(taken.get(due) ?? []), { ...job, due }]);
  }
  return taken;
}

/** The open times and those that come next, with what they have. */
function toSlots(
  { createdWithin, occurrences }: Expectation,
  known: {
    dues: readonly Instant[];
    open: readonly OpenOccurrence[];
    now: Instant;
    taken: ReadonlyMap<Instant, readonly CreatedJob[]>;
  },
): Slot[] {
  const { dues, now, taken } = known;
  const open = new Set(known.open.map(({ due }) => due));
  return dues.flatMap((due, index) => {
    if (due <= now && !open.has(due)) return [];
    const previous = dues[index - 1] ?? occurrences(due - 2 * EARLY, due - 1).at(-1);
    const states = (taken.get(due) ?? []).map(({ state }) => state);
    return [{ due, begins: beginOf(due, previous), createBy: due + createdWithin, states }];
  });
}

async function checkOne(
  trx: WriteTransaction,
  checked: Checked,
  context: EvaluationContext,
): Promise<OccurrenceState> {
  const { expectation, occurrence, jobs, readAt } = checked;
  const succeeded = firstSuccess(jobs);
  const state = judgeOccurrence(
    { due: occurrence.due, terms: expectation },
    { readAt, createdAt: jobs[0]?.createdAt, succeededAt: succeeded?.stateSince },
  );
  if (state === occurrence.state) return state;
  await updateOccurrence(trx, { expectation: expectation.name, due: occurrence.due, state });
  if (state !== 'met') await reportCondition(trx, checked, { state, context });
  return state;
}

async function reportCondition(
  trx: WriteTransaction,
  checked: Checked,
  { state, context }: { state: OccurrenceState; context: EvaluationContext },
): Promise<void> {
  const condition = toCondition(checked, state, context);
  const known = await findOpen(trx, { rule: condition.rule, groupKey: condition.key });
  if (isAlarm(state)) {
    const incident = known ?? (await openCondition(trx, condition, context));
    await reviseCondition(trx, incident, condition.summary);
    return;
  }
  // Late, but nobody looked while it was missing: it notifies as one that began and is over.
  const incident =
    known ?? (isUnreported(checked, state) ? await openCondition(trx, condition, context) : undefined);
  if (incident === undefined) return;
  const reason = state === 'given-up' ? 'aged' : 'recovered';
  const line = lateLine(checked, state, context);
  await closeCondition(trx, incident, { at: context.now, reason, line });
}

/** Says whether a late job was never notified. */
function isUnreported(checked: Checked, state: OccurrenceState): boolean {
  const { state: before } = checked.occurrence;
  if (isAlarm(before)) return false;
  return before !== 'came-late' || (state === 'met-late' && isSuccessLate(checked));
}

/** Closes missing occurrences that a later one made up for, as a newer run that succeeds does for a failed job. */
async function supersede(
  trx: WriteTransaction,
  { missing, by }: { missing: readonly Checked[]; by: Checked },
  context: EvaluationContext,
): Promise<void> {
  for (const { expectation, occurrence } of missing) {
    const { due } = occurrence;
    await updateOccurrence(trx, { expectation: expectation.name, due, state: 'superseded' });
    const incident = await findOpen(trx, { rule: expectation.name, groupKey: occurrenceKey(due) });
    if (incident === undefined) continue;
    await closeCondition(trx, incident, {
      at: context.now,
      reason: 'superseded',
      line: nextLine(by, context),
    });
  }
}
