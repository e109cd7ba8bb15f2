import type { Mute } from '../../mute/mute.ts';
import type { Policy } from '../../rule/rule.ts';
import type { Receiver } from '../../receiver.ts';
import type { Mutes } from '../../mute/mutes.ts';
import type { Instant } from '../../../platform/time.ts';
import type { Action } from './action.ts';
import type { Incident } from '../incident.ts';

/** The input of an evaluation beside the incident. */
export interface EvaluationInput {
  policy: Policy;
  mutes: Mutes;
  /** The receiver of this name. `undefined`: it left the configuration. */
  receiverOf: (name: string) => Receiver | undefined;
  now: Instant;
}

/** The result of one step of an evaluation. */
export interface Step {
  /** The incident as it is when the actions are carried out. */
  incident: Incident;
  actions: readonly Action[];
  /** When time alone may change what is decided; Infinity for never. */
  next: Instant;
}

export interface MuteStep extends Step {
  /** Covers all of the incident. */
  mute: Mute | undefined;
}

/** A step that finds nothing to do. */
export function unchanged(incident: Incident, next = Infinity): Step {
  return { incident, actions: [], next };
}
