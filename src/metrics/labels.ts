import { isKnown, KNOWN_STATES, type State } from '../core/job/state.ts';

/** The values of the label `state`: the API's six, and `unknown` for any word it does not document. */
export const STATE_LABELS = [...KNOWN_STATES, 'unknown'] as const;

/** The documented types of jobs. */
export const KNOWN_JOB_TYPES = ['Job', 'Workflow'] as const;

/** The values of the label `job_type`; `unknown` also for the layout of 2022, which had no type. */
export const JOB_TYPES = [...KNOWN_JOB_TYPES, 'unknown'] as const;

export function toStateLabel(state: State): (typeof STATE_LABELS)[number] {
  return isKnown(state) ? state : 'unknown';
}

export function toJobType(type: string): (typeof JOB_TYPES)[number] {
  return type === 'Job' || type === 'Workflow' ? type : 'unknown';
}
