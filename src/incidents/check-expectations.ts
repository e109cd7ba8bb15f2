import { conditionWords } from '../alerts/condition-words.ts';
import { matchesGlob } from '../alerts/glob.ts';
import { EARLY, isAlarm, judgeOccurrence, type OccurrenceState } from '../alerts/judge-occurrence.ts';
import type { ConditionSummary } from '../alerts/message.ts';
import {
  forgetExpectation,
  jobsCreatedSince,
  knownExpectations,
  openOccurrences,
  planOccurrences,
  registerExpectation,
  updateOccurrence,
  type CreatedJob,
  type OpenOccurrence,
} from '../store/expectations.ts';
import { findOpen, openIncidentsOf } from '../store/incidents.ts';
import type { WriteTransaction } from '../store/store.ts';
import { targetState } from '../store/targets.ts';
import { DAY, formatInstant, type Duration, type Instant } from '../time.ts';
import {
  closeCondition,
  openCondition,
  reviseCondition,
  type OpenedCondition,
} from './condition-incident.ts';
import type { Pass } from './context.ts';
import type { Expectation } from './watchers.ts';

/** Settled occurrences are kept for people who ask. */
const KEEP_SETTLED: Duration = 30 * DAY;

/**
 * Makes the expectations known and plans their times. Those that left the configuration are forgotten, and what
 * was missing for them is closed.
 */
export async function planExpectations(
  trx: WriteTransaction,
  expectations: readonly Expectation[],
  pass: Pass,
): Promise<void> {
  const { now } = pass;
  for (const { name, target, jobName, schedule, occurrences } of expectations) {
    const terms = JSON.stringify({ target, jobName, schedule });
    const after = await registerExpectation(trx, { name, terms, now });
    if (after >= now) continue;
    const dues = occurrences(after, now);
    await planOccurrences(trx, { expectation: name, dues, until: now, settledBefore: now - KEEP_SETTLED });
  }
  for (const name of await knownExpectations(trx)) {
    if (expectations.some((expectation) => expectation.name === name)) continue;
    await forgetExpectation(trx, name);
    for (const incident of await openIncidentsOf(trx, name)) {
      if (incident.kind === 'condition') await closeCondition(trx, incident, { at: now, reason: 'hand' });
    }
  }
}

/** Judges what a target's expectations await. To be called when a complete read of it is recorded. */
export async function checkExpectations(
  trx: WriteTransaction,
  of: { readonly target: string; readonly expectations: readonly Expectation[] },
  pass: Pass,
): Promise<void> {
  const { lastReadStartedAt } = await targetState(trx, of.target);
  for (const expectation of of.expectations.filter(({ target }) => target === of.target)) {
    const open = await openOccurrences(trx, expectation.name);
    const [oldest] = open;
    if (oldest === undefined) continue;
    const created = await jobsCreatedSince(trx, of.target, oldest.due - EARLY);
    const matching = created.filter(({ name }) => matchesGlob(expectation.jobName, name));
    for (const occurrence of open) {
      const jobs = matching.filter(({ createdAt }) => createdAt >= occurrence.due - EARLY);
      await checkOne(trx, { expectation, occurrence, jobs, readAt: lastReadStartedAt }, pass);
    }
  }
}

interface Checked {
  readonly expectation: Expectation;
  readonly occurrence: OpenOccurrence;
  /** Those that would do, in the order in which they were created. */
  readonly jobs: readonly CreatedJob[];
  readonly readAt: Instant | undefined;
}

async function checkOne(trx: WriteTransaction, checked: Checked, pass: Pass): Promise<void> {
  const { expectation, occurrence, jobs, readAt } = checked;
  const succeeded = firstSuccess(jobs);
  const state = judgeOccurrence(
    { due: occurrence.due, terms: expectation },
    { readAt, createdAt: jobs[0]?.createdAt, succeededAt: succeeded?.stateSince },
  );
  if (state === occurrence.state) return;
  await updateOccurrence(trx, { expectation: expectation.name, due: occurrence.due, state });
  if (state === 'met') return;
  const told = toCondition(checked, state, pass);
  const known = await findOpen(trx, { rule: told.rule, groupKey: told.key });
  if (isAlarm(state)) {
    const incident = known ?? (await openCondition(trx, told, pass));
    await reviseCondition(trx, incident, told.summary);
    return;
  }
  // Late, but nobody looked while it was missing: it is told as one that began and is over.
  const incident = known ?? (isUntold(checked, state) ? await openCondition(trx, told, pass) : undefined);
  if (incident === undefined) return;
  const reason = state === 'given-up' ? 'aged' : 'recovered';
  const line = endLine(checked, state, pass);
  await closeCondition(trx, incident, { at: pass.now, reason, ...(line !== undefined && { line }) });
}

/** Whether what was late was never told. */
function isUntold(checked: Checked, state: OccurrenceState): boolean {
  const { state: before } = checked.occurrence;
  if (isAlarm(before)) return false;
  return before !== 'came-late' || (state === 'met-late' && isSuccessLate(checked));
}

function isSuccessLate({ expectation, occurrence, jobs }: Checked): boolean {
  const succeededAt = firstSuccess(jobs)?.stateSince ?? Infinity;
  return succeededAt > occurrence.due + expectation.successWithin;
}

function firstSuccess(jobs: readonly CreatedJob[]): CreatedJob | undefined {
  return jobs.filter(({ state }) => state === 'Success').toSorted((a, b) => a.stateSince - b.stateSince)[0];
}

function toCondition(checked: Checked, state: OccurrenceState, pass: Pass): OpenedCondition {
  const { expectation, occurrence, jobs } = checked;
  const { name, target, severity, receivers } = expectation;
  const { language, timezone } = pass.letterhead;
  const time = (instant: Instant) => formatInstant(instant, timezone);
  const last = jobs.at(-1);
  const createBy = occurrence.due + expectation.createdWithin;
  const succeedBy = occurrence.due + expectation.successWithin;
  const words = {
    expectation: name,
    target,
    job: expectation.jobName,
    due: time(occurrence.due),
    createBy: time(createBy),
    succeedBy: time(succeedBy),
    came: last === undefined ? '' : `${last.jobId} ${last.state}`,
  };
  const isCreation =
    state === 'missing' || state === 'came-late' || (state === 'met-late' && !isSuccessLate(checked));
  const summary: ConditionSummary = conditionWords(language)[isCreation ? 'missing' : 'unsuccessful'](words);
  return {
    rule: name,
    key: JSON.stringify([occurrence.due]),
    target,
    severity,
    receivers,
    summary,
    reason: isCreation ? 'job-missing' : 'success-missing',
    since: isCreation ? createBy : succeedBy,
  };
}

/** What came late, in a sentence; undefined when nothing did. */
function endLine({ jobs }: Checked, state: OccurrenceState, pass: Pass): string | undefined {
  const { language, timezone } = pass.letterhead;
  const words = conditionWords(language);
  const [first] = jobs;
  const succeeded = firstSuccess(jobs);
  if (state === 'met-late' && succeeded !== undefined) {
    const { jobId, stateSince } = succeeded;
    return words.succeededLate({ jobId, at: formatInstant(stateSince, timezone) });
  }
  if (first === undefined) return undefined;
  return words.arrivedLate({ jobId: first.jobId, at: formatInstant(first.createdAt, timezone) });
}
