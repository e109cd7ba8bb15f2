import type { Labels } from './group.ts';
import type { ConditionSummary } from './message.ts';

/**
 * What an incident is about, in names alone, whatever the language: `Failed: AccessDenied (media)`. A condition says
 * it in its own words.
 */
export function incidentTitle(incident: {
  readonly labels: Labels;
  /** The states that its jobs are told for. */
  readonly states: readonly string[];
  readonly condition?: ConditionSummary | undefined;
}): string {
  const { labels, states, condition } = incident;
  if (condition !== undefined) return condition.title;
  const what = states.length > 0 ? states.join(', ') : (labels.state ?? '');
  const cause = [labels.code, labels.queueId, labels.name, labels.workflowId, labels.jobId].find(
    (text) => text !== undefined && text !== '',
  );
  const named = [what, cause].filter((text) => text !== undefined && text !== '').join(': ');
  return labels.target === undefined ? named : `${named} (${labels.target})`;
}
