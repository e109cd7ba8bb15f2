import { initialScanPolicy } from '../initial-scan.ts';
import { SECOND } from '../../../platform/time.ts';
import type { Action } from './action.ts';
import { closeOver } from './close-over.ts';
import { dropOver } from './drop-over.ts';
import { escalate } from './escalate.ts';
import { evaluateThread } from './evaluate-thread.ts';
import type { EvaluationInput } from './evaluation.ts';
import type { Incident } from '../incident.ts';
import { applyMutes } from './apply-mutes.ts';
import { settleFlapping } from './settle-flapping.ts';

/** An incident as it is when its actions are carried out. */
export interface Evaluated {
  incident: Incident;
  actions: readonly Action[];
}

/**
 * Decides what to do about an incident now, and when to evaluate it again. First come jobs that settled, an end by
 * itself, escalation and silences. Then it decides for each receiver: notify, hold or drop.
 */
export function evaluate(given: Incident, input: EvaluationInput): Evaluated {
  const { now, mutes } = input;
  const policy = given.kind === 'initial-scan' ? initialScanPolicy(input.policy) : input.policy;
  const context = { ...input, policy };
  const settled = settleFlapping(given, context);
  const closed = closeOver(settled.incident, context);
  const escalated = escalate(closed.incident, context);
  const muted = applyMutes(escalated.incident, context);
  const dropped = dropOver(muted.incident);
  const { incident } = dropped;
  const steps = [settled, closed, escalated, muted, dropped];
  const nexts = steps.map(({ next }) => next);
  const actions = steps.flatMap((step) => step.actions);
  const quiet = mutes.ofSeverity(incident.severity);
  if (incident.isUnderWay) {
    // A mail that hangs on its way, and is rewritten then, is better than two.
    return { incident, actions: [...actions, again([...nexts, now + SECOND], now)] };
  }
  const threads = incident.threads.map((thread) =>
    evaluateThread(incident, thread, { ...context, mute: muted.mute, quiet }),
  );
  nexts.push(...threads.map(({ next }) => next));
  actions.push(...threads.flatMap((thread) => thread.actions));
  const isMuted = (muted.mute ?? quiet) !== undefined;
  return {
    incident: isMuted ? incident : { ...incident, pendingUpdate: undefined },
    actions: [...actions, again(nexts, now)],
  };
}

function again(nexts: readonly number[], now: number): Action {
  const next = Math.min(...nexts);
  return { do: 'evaluate-again', at: Number.isFinite(next) ? Math.max(next, now + 1) : undefined };
}
