import { conditionWords } from '../../render/condition/condition-words.ts';
import type { OccurrenceState } from '../../core/incident/judge-occurrence.ts';
import type { ConditionSummary } from '../../core/incident/condition.ts';
import type { CreatedJob, OpenOccurrence } from '../../store/incidents/expectations.ts';
import { formatLocal, type Instant } from '../../platform/time.ts';
import type { OpenedCondition } from '../../store/incidents/conditions.ts';
import type { EvaluationContext } from '../context/evaluation-context.ts';
import type { Expectation } from '../context/monitors.ts';

/** An occurrence that is looked at. */
export interface Checked {
  expectation: Expectation;
  occurrence: OpenOccurrence;
  /** Those that were taken for it, in the order in which they were created. */
  jobs: readonly CreatedJob[];
  readAt: Instant | undefined;
}

export function firstSuccess(jobs: readonly CreatedJob[]): CreatedJob | undefined {
  return jobs.filter(({ state }) => state === 'Success').toSorted((a, b) => a.stateSince - b.stateSince)[0];
}

export function isSuccessLate({ expectation, occurrence, jobs }: Checked): boolean {
  const succeededAt = firstSuccess(jobs)?.stateSince ?? Infinity;
  return succeededAt > occurrence.due + expectation.successWithin;
}

/** Names the incident of an occurrence. */
export function occurrenceKey(due: Instant): string {
  return JSON.stringify([due]);
}

/** Returns the condition of an occurrence in this state. */
export function toCondition(
  checked: Checked,
  state: OccurrenceState,
  context: EvaluationContext,
): OpenedCondition {
  const { expectation, occurrence, jobs } = checked;
  const { name, target, severity, receivers } = expectation;
  const { language, timezone } = context.defaults;
  const time = (instant: Instant) => formatLocal(instant, timezone);
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
    key: occurrenceKey(occurrence.due),
    target,
    severity,
    receivers,
    summary,
    reason: isCreation ? 'job-missing' : 'success-missing',
    since: isCreation ? createBy : succeedBy,
  };
}

/** Returns a sentence about the job that came late; undefined when none did. */
export function lateLine(
  { jobs }: Checked,
  state: OccurrenceState,
  context: EvaluationContext,
): string | undefined {
  const { language, timezone } = context.defaults;
  const words = conditionWords(language);
  const [first] = jobs;
  const succeeded = firstSuccess(jobs);
  if (state === 'met-late' && succeeded !== undefined) {
    const { jobId, stateSince } = succeeded;
    return words.succeededLate({ jobId, at: formatLocal(stateSince, timezone) });
  }
  if (first === undefined) return undefined;
  return words.arrivedLate({ jobId: first.jobId, at: formatLocal(first.createdAt, timezone) });
}

/** Names the later time that made up for it, in a sentence. */
export function nextLine({ jobs, occurrence }: Checked, context: EvaluationContext): string {
  const { language, timezone } = context.defaults;
  const jobId = firstSuccess(jobs)?.jobId ?? '';
  return conditionWords(language).nextSucceeded({ jobId, due: formatLocal(occurrence.due, timezone) });
}
