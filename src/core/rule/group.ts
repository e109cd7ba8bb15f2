import { errorCodeOf } from '../job/error-code.ts';
import type { Subject } from './subject.ts';

/** The fields by which a rule may group; each is a label of the incident. */
export const GROUP_FIELDS = [
  'target',
  'state',
  'code',
  'queueId',
  'name',
  'type',
  'workflowId',
  'jobId',
] as const;
export type GroupField = (typeof GROUP_FIELDS)[number];

/** The common values of a group's jobs, in the order of the fields; empty where a job has none. */
export type Labels = Readonly<Partial<Record<GroupField, string>>>;

/** A group of transitions that belong to one cause. */
export interface Group {
  /** Equal for equal labels; stored with each decision. */
  key: string;
  labels: Labels;
}

/**
 * Returns the group of a transition under a rule. Without `groupBy` it depends on the state. Failures form groups by
 * code: one expired key or deleted template kills many jobs at once. Pauses form groups by queue: a paused queue
 * pauses its waiting jobs. Jobs that take too long form groups by name, all others by state.
 */
export function groupOf(
  subject: Subject,
  options: { groupBy: readonly GroupField[] | undefined; isOverdue: boolean },
): Group {
  const fields = options.groupBy ?? usualFields(subject.transition.to, options.isOverdue);
  const entries = fields.map((field) => [field, valueOf(field, subject)] as const);
  return { key: JSON.stringify(entries.map(([, value]) => value)), labels: Object.fromEntries(entries) };
}

function usualFields(state: string, isOverdue: boolean): readonly GroupField[] {
  if (isOverdue) return ['target', 'name'];
  if (state === 'Failed') return ['target', 'state', 'code'];
  if (state === 'Pause') return ['target', 'queueId'];
  return ['target', 'state'];
}

function valueOf(field: GroupField, { target, transition, job, details }: Subject): string {
  switch (field) {
    case 'target':
      return target;
    case 'state':
      return transition.to;
    case 'code':
      return errorCodeOf({ state: transition.to, code: job.code });
    case 'queueId':
      return details().queueId;
    case 'workflowId':
      return details().workflowIds.join(',');
    case 'name':
    case 'type':
    case 'jobId':
      return job[field];
  }
}
