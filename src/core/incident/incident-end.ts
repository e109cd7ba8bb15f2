import type { ClosedReason, Resolution } from './lifecycle.ts';

/**
 * The end of an incident in the words of people. `ended` means that not all of its jobs recovered. With the last
 * three, nobody sees any more how its jobs end.
 */
export type IncidentEnd = (typeof INCIDENT_ENDS)[number];

export const INCIDENT_ENDS = [
  'recovered',
  'superseded',
  'manual',
  'aged',
  'resumed',
  'ended',
  'vanished',
  'outlived',
  'target-removed',
] as const satisfies readonly (ClosedReason | Resolution | 'ended')[];

/** The end of a job's part; `by` is the new state or the newer job. */
export interface PartEnd {
  how: Resolution;
  by: string;
}

/** Returns how an incident ended: by the reason, and by how the parts of its jobs ended. */
export function incidentEnd(reason: ClosedReason, parts: readonly PartEnd[]): IncidentEnd {
  if (reason !== 'recovered') return reason;
  const [how, ...others] = new Set(parts.map((part) => part.how));
  if (others.length === 0 && (how === 'resumed' || isUnseen(how))) return how;
  return parts.every(isRecovered) ? 'recovered' : 'ended';
}

/** Returns whether all is well again. Only this is shown in green. */
export function isRecovery(end: IncidentEnd): boolean {
  return end === 'recovered' || end === 'resumed' || end === 'superseded';
}

function isRecovered({ how, by }: PartEnd): boolean {
  return how === 'resumed' || how === 'superseded' || (how === 'moved' && by === 'Success');
}

function isUnseen(how: Resolution | undefined): how is 'vanished' | 'outlived' | 'target-removed' {
  return how === 'vanished' || how === 'outlived' || how === 'target-removed';
}
