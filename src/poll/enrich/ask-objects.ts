import type { Decision } from '../../core/rule/decide.ts';
import type { EnrichmentFault } from '../../core/job/enrichment-fault.ts';
import { commonestCodes } from '../../core/job/object-details.ts';
import { decideOnCounts } from '../../core/rule/partial-success.ts';
import type { ObjectCounts } from '../../core/job/object-counts.ts';
import { recordDecisions } from '../../store/jobs/history.ts';
import { keepCounts, keepFault, type WantedCount } from '../../store/jobs/object-counts.ts';
import { HOUR, MINUTE, type Duration } from '../../platform/time.ts';
import { logFault, type PollStep } from '../port/poll-step.ts';
import type { EnrichmentDeadline } from './enrichment-deadline.ts';

/** When a job that succeeded is asked about again after each fault; after the last it is given up. */
const RETRY_AFTER: readonly Duration[] = [MINUTE, 5 * MINUTE, 20 * MINUTE, HOUR];
/** Of so many codes the counts are kept; what foreign text there is beyond that is only counted. */
const CODES_KEPT = 20;

/**
 * Counts the objects of these jobs, job by job, and keeps each count with the decisions that follow from it. A job
 * may be left out because the time is up or the program stops. A later poll asks for it if it succeeded, also after a
 * crash.
 * @throws StoreFault
 */
export async function askObjects(
  context: PollStep,
  wanted: readonly WantedCount[],
  deadline: EnrichmentDeadline,
): Promise<void> {
  const missing = new Map<string, EnrichmentFault>();
  for (const one of wanted) {
    if (deadline.isOver) return;
    const { tag } = context.source.details(one.job);
    const known = missing.get(tag);
    const answer =
      known === undefined
        ? await deadline.ask((signal) => context.source.objects(one.job, signal))
        : { fault: known };
    if (deadline.isStopping) return;
    if ('value' in answer) {
      await keepAnswer(context, one, answer.value);
      continue;
    }
    if (known === undefined) logFault(context, 'objects', answer.fault);
    // Refused for one job, it is for all whose tasks are of that type.
    if (answer.fault.kind === 'right-missing') missing.set(tag, answer.fault);
    await keepFailure(context, one, answer.fault);
  }
}

async function keepAnswer(context: PollStep, wanted: WantedCount, answer: ObjectCounts): Promise<void> {
  const { store, target, clock } = context;
  const counts = bounded(answer);
  const decisions = decideOn(context, wanted, counts);
  const now = clock.now();
  await store.write(async (trx) => {
    await keepCounts(trx, wanted.row, { counts, at: now });
    await recordDecisions(trx, target.name, { transition: wanted.row, decisions, decidedAt: now });
  });
  report(context, wanted, decisions);
}

function decideOn(
  { source, target }: PollStep,
  { job, transition }: WantedCount,
  counts: ObjectCounts,
): readonly Decision[] {
  const subject = { target: target.name, transition, job, details: () => source.details(job) };
  return decideOnCounts(subject, { counts, rules: target.rules });
}

/** A failed job's mail says that it could not be counted; a good job is asked about again, now and then. */
async function keepFailure(context: PollStep, wanted: WantedCount, fault: EnrichmentFault): Promise<void> {
  const { store, target, clock } = context;
  const now = clock.now();
  const isGood = wanted.transition.to === 'Success';
  const pause = isGood ? RETRY_AFTER[wanted.tries] : undefined;
  const retryAt = pause === undefined ? undefined : now + pause;
  const decisions = isGood && retryAt === undefined ? [NOT_COUNTED] : [];
  await store.write(async (trx) => {
    await keepFault(trx, wanted.row, { fault, at: now, retryAt });
    await recordDecisions(trx, target.name, { transition: wanted.row, decisions, decidedAt: now });
  });
  report(context, wanted, decisions);
}

const NOT_COUNTED: Decision = {
  outcome: 'suppress',
  reason: 'objects-not-counted',
  rule: undefined,
  receiver: undefined,
  severity: undefined,
  group: undefined,
};

/** Reports decisions that are on disk to the log and the metrics. */
function report(
  { log, events, target, pollId }: PollStep,
  { job }: WantedCount,
  decisions: readonly Decision[],
): void {
  for (const { outcome, reason } of decisions) if (outcome === 'suppress') events.suppressed(reason, 1);
  if (decisions.length === 0) return;
  const decided = decisions.map(({ reason, rule, receiver }) => ({ reason, rule, receiver }));
  const fields = { target: target.name, poll_id: pollId, job_id: job.jobId, decisions: decided };
  if (decisions.includes(NOT_COUNTED)) log.warn(fields, 'objects of a successful job stay uncounted');
  else log.info(fields, 'job succeeded with failed objects');
}

function bounded(counts: ObjectCounts): ObjectCounts {
  if (counts.kind !== 'counted') return counts;
  const kept = commonestCodes(counts).slice(0, CODES_KEPT);
  return { ...counts, failedByCode: Object.fromEntries(kept) };
}
