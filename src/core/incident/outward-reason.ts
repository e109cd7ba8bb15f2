import type { IncidentEventKind } from './lifecycle.ts';

/**
 * Returns the name of a reason in the API, in commands and in `explain`. Their clients know `manual` as `hand`, and
 * `closed-manual` as `closed-hand`. Every other reason has one name.
 */
export function toOutwardReason<Reason extends string>(reason: Reason): OutwardReason<Reason>;
export function toOutwardReason(reason: string): string {
  return reason.replace(/^(closed-|)manual$/, '$1hand');
}

type OutwardReason<Reason extends string> = Reason extends 'manual' ? 'hand' : Reason;

/** Returns the reason that has this name in the API. */
export function fromOutwardReason<Reason extends string>(reason: Reason): InwardReason<Reason>;
export function fromOutwardReason(reason: string): string {
  return reason.replace(/^(closed-|)hand$/, '$1manual');
}

type InwardReason<Reason extends string> = Reason extends 'hand' ? 'manual' : Reason;

/** Returns the name of an event's kind in the API and in `explain`. Their clients know `notified` as `told`. */
export function toOutwardKind(kind: IncidentEventKind): string {
  return kind === 'notified' ? 'told' : kind;
}
