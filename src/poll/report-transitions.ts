import type { DecidedTransition } from './commit-page.ts';
import type { PollStep } from './port/poll-step.ts';

/**
 * Reports transitions that are on disk to the log and the metrics, one line each. Those of a baseline are many and
 * old, and stand in a summary: they go to `debug`.
 */
export function reportTransitions(
  { log, events, target, pollId }: Pick<PollStep, 'log' | 'events' | 'target' | 'pollId'>,
  transitions: readonly DecidedTransition[],
): void {
  for (const { job, transition, decisions } of transitions) {
    events.transitioned(target.name, job, transition);
    for (const { outcome, reason } of decisions) if (outcome === 'suppress') events.suppressed(reason, 1);
    log[transition.baseline ? 'debug' : 'info'](
      {
        target: target.name,
        poll_id: pollId,
        job_id: transition.jobId,
        from: transition.from,
        to: transition.to,
        decisions: decisions.map(({ reason, rule, receiver }) => ({ reason, rule, receiver })),
      },
      'job transition',
    );
  }
}
