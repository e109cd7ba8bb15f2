/** The calls that find out why a job paused or failed. */
export type EnrichmentCall = 'queues' | 'objects';

/** Returns the CAM action that is missing; faults of old stores do not name it. */
export function missingAction(call: EnrichmentCall, { action }: EnrichmentFault): string {
  return action ?? ENRICHMENT_ACTIONS[call];
}

const ENRICHMENT_ACTIONS = {
  queues: 'ci:DescribeMediaQueues',
  objects: 'ci:DescribeMediaJobs',
} as const satisfies Readonly<Record<EnrichmentCall, string>>;

/** The obstacle to a call of the API. */
export type EnrichmentFaultKind =
  /** The key is good, but has no right to this call. */
  'right-missing' | 'auth' | 'throttled' | 'timeout' | 'network' | 'server' | 'malformed' | 'refused';

/** Why an enrichment failed. It says nothing about the target, only a poll does. */
export interface EnrichmentFault {
  kind: EnrichmentFaultKind;
  /** Foreign text, one bounded line. */
  code: string;
  /** The CAM action of the call, given when the right to it is missing. */
  action?: string;
}
