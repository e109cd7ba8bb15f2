import type { Instant } from '../../../platform/time.ts';
import type { Incident } from '../incident.ts';
import type { IncidentState } from '../lifecycle.ts';
import type { Action } from './action.ts';
import type { Evaluated } from './evaluate.ts';

/** A person who acts, and their comment, which may be empty. Each is one line. */
export interface Actor {
  by: string;
  comment: string;
}

/** A person's action on an incident. */
export interface OperatorAction extends Actor {
  do: 'acknowledge' | 'close';
  at: Instant;
}

/** Why a person's action changes nothing of an incident. */
export type IncidentRefusal = 'already-acknowledged' | 'already-closed';

/** Decides what a person's action changes, or returns why it changes nothing. */
export function operate(incident: Incident, action: OperatorAction): Evaluated | IncidentRefusal {
  const refusal = refusalOf(action.do, incident.state);
  if (refusal !== undefined) return refusal;
  const { at, by, comment } = action;
  const actor = comment === '' ? by : `${by}: ${comment}`;
  const again: Action = { do: 'evaluate-again', at };
  if (action.do === 'acknowledge') {
    return {
      incident: { ...incident, state: 'acknowledged', acknowledged: { by, at } },
      actions: [{ do: 'acknowledge', actor }, again],
    };
  }
  const reason = 'manual';
  return {
    incident: { ...incident, state: 'closed', closed: { reason, at } },
    actions: [{ do: 'close', reason, actor }, again],
  };
}

/** Returns why the action changes nothing of an incident in this state. `undefined` when it changes something. */
export function refusalOf(action: OperatorAction['do'], state: IncidentState): IncidentRefusal | undefined {
  if (state === 'closed') return 'already-closed';
  return action === 'acknowledge' && state === 'acknowledged' ? 'already-acknowledged' : undefined;
}
