/** The calls that tell why a job paused or failed. */
export type FactCall = 'queues' | 'objects';

/** Returns the CAM action that is missing; faults of old stores do not name it. */
export function missingAction(call: FactCall, { action }: FactFault): string {
  return action ?? FACT_ACTIONS[call];
}

const FACT_ACTIONS = {
  queues: 'ci:DescribeMediaQueues',
  objects: 'ci:DescribeMediaJobs',
} as const satisfies Readonly<Record<FactCall, string>>;

/** What kept the API from being asked. */
export type FactFaultKind =
  /** The key is good, but has no right to this call. */
  'right-missing' | 'auth' | 'throttled' | 'timeout' | 'network' | 'server' | 'malformed' | 'refused';

/** Why a fact could not be had. It says nothing about the target, only a poll does. */
export interface FactFault {
  kind: FactFaultKind;
  /** Foreign text, one bounded line. */
  code: string;
  /** The CAM action of the call, given when the right to it is missing. */
  action?: string;
}
