import type { Decision } from './decide.ts';
import { mayBePartialSuccess } from './partial-success.ts';
import type { Rule } from './rule.ts';
import type { Subject } from './subject.ts';

/**
 * Says whether the objects of a job are to be counted: when it failed and notifies somebody, or when it succeeded and
 * failed objects would notify somebody. The API cannot be asked about those of a workflow, and what the
 * first read finds is old.
 */
export function wantsObjects(
  subject: Subject,
  { decisions, rules }: { decisions: readonly Decision[]; rules: readonly Rule[] },
): boolean {
  const { transition, job } = subject;
  if (transition.baseline || job.type === 'Workflow') return false;
  if (transition.to === 'Failed') return decisions.some(({ outcome }) => outcome === 'notify');
  return transition.to === 'Success' && mayBePartialSuccess(subject, rules);
}
