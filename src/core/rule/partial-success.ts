import { decide, type Decision } from './decide.ts';
import type { ObjectCounts } from '../job/object-counts.ts';
import { groupOf } from './group.ts';
import { commonestCodes, failedObjects } from '../job/object-details.ts';
import { matchesRule, type Rule } from './rule.ts';
import type { Subject } from './subject.ts';

/**
 * Decides who is notified when a job succeeded but objects of it failed: the receivers of a failed job with the
 * commonest code of its objects. It is a warning, in one incident for each name, because one work often loses the
 * same objects each time.
 * @param code of the commonest failure; empty where the objects have none.
 */
function decidePartialSuccess(
  subject: Subject,
  { rules, code }: { rules: readonly Rule[]; code: string },
): Decision[] {
  const { labels, key } = groupOf(subject, { groupBy: ['target', 'state', 'name'], isOverdue: false });
  const partial = {
    reason: REASON,
    severity: 'warning',
    // Beside any group that a rule may make of the same labels.
    group: { labels, key: JSON.stringify([REASON, key]) },
  } as const;
  return decide(asFailed(subject, code), rules, 'each').map((decision) =>
    decision.outcome === 'notify' ? { ...decision, ...partial } : decision,
  );
}

/** Says whether a group is one of jobs that succeeded with failed objects. */
export function isPartialSuccessGroup(key: string): boolean {
  return key.startsWith(`["${REASON}",`);
}

const REASON = 'success-with-failures';

/** The same, of a job whose objects were counted: nobody, unless it succeeded and some of them failed. */
export function decideOnCounts(
  subject: Subject,
  { counts, rules }: { counts: ObjectCounts; rules: readonly Rule[] },
): readonly Decision[] {
  if (subject.transition.to !== 'Success' || counts.kind !== 'counted' || failedObjects(counts) === 0)
    return [];
  const [code = ''] = commonestCodes(counts)[0] ?? [];
  return decidePartialSuccess(subject, { rules, code });
}

/** Says whether a rule would decide on the job had it failed, with whatever code. */
export function mayBePartialSuccess(subject: Subject, rules: readonly Rule[]): boolean {
  return rules.some(
    ({ tooLong, match }) =>
      tooLong === undefined && matchesRule({ match: { ...match, codes: ['*'] } }, asFailed(subject, '')),
  );
}

function asFailed(subject: Subject, code: string): Subject {
  const { transition, job } = subject;
  return { ...subject, transition: { ...transition, to: 'Failed' }, job: { ...job, state: 'Failed', code } };
}
