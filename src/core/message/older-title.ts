import type { Labels } from '../rule/group.ts';
import { incidentTitle } from './incident-title.ts';

/** Returns the title of an incident, or of a message about one, that is older than stored titles. */
export function olderTitle(incident: {
  labels: Labels;
  /** The states that its jobs are in it for. */
  states: readonly string[];
  /** Of a condition, which says itself what it is. */
  condition?: string | undefined;
}): string {
  const { labels, states, condition } = incident;
  if (condition !== undefined) return condition;
  const [only, ...others] = labels.state === undefined ? states : [labels.state];
  const cause = only === undefined || others.length > 0 ? 'mixed' : { state: only };
  return incidentTitle({ cause, labels });
}
