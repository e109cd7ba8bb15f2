import type { Labels } from '../core/rule/group.ts';
import { incidentTitle, type IncidentCause } from '../core/message/incident-title.ts';
import { isPartialSuccessGroup } from '../core/rule/partial-success.ts';
import { fromJson } from '../store/dialect/json.ts';
import type { NewGroup } from '../store/incidents/pending-decisions.ts';
import { queueDetails } from '../store/jobs/queue-details.ts';
import type { Database } from '../store/database.ts';
import type { EvaluationContext } from './context/evaluation-context.ts';
import { isOverdueRule, policyOf } from './context/policies.ts';

/** Writes the title of the incident that a group of jobs opens. */
export async function titleOf(db: Database, group: NewGroup, context: EvaluationContext): Promise<string> {
  const labels = fromJson<Labels>(group.labels);
  const { queueId = '' } = labels;
  const queueName = queueId === '' ? undefined : (await queueDetails(db, [queueId])).get(queueId)?.name;
  const cause = causeOf(group, { labels, context });
  return incidentTitle(
    { cause, labels, ...(queueName !== undefined && { queueName }) },
    context.defaults.language,
  );
}

function causeOf(
  { rule, groupKey }: NewGroup,
  { labels, context }: { labels: Labels; context: EvaluationContext },
): IncidentCause {
  if (isOverdueRule(context.rules, rule)) return 'overdue';
  if (isPartialSuccessGroup(groupKey)) return 'partial-success';
  if (labels.state !== undefined) return { state: labels.state };
  // Unless the rule groups by fields of its own, only pauses are grouped without their state.
  if (policyOf(context, rule).groupBy === undefined) return { state: 'Pause' };
  const [state, ...others] = context.rules.find(({ name }) => name === rule)?.match.states ?? [];
  return state === undefined || others.length > 0 || /[*?]/.test(state) ? 'mixed' : { state };
}
