import { matchesRule, type Rule, type Subject } from './rule.ts';
import type { Severity } from './message.ts';

/** What is told of the jobs found in a notifiable state by a target's very first read. */
export type FirstRun = 'summary' | 'each' | 'silent';

/** One answer to "why did (or didn't) I get a mail?": a rule, a receiver, and the named reason. */
export interface Decision {
  readonly outcome: 'notify' | 'suppress';
  readonly reason: DecisionReason;
  /** Undefined when no rule matched. */
  readonly rule: string | undefined;
  readonly receiver: string | undefined;
  readonly severity: Severity | undefined;
}

export const NOTIFY_REASONS = ['first-seen', 'state-changed', 'baseline-each', 'baseline-summary'] as const;
export const SUPPRESS_REASONS = [
  /** Found by the very first read of a target whose `firstRun` is `silent`. */
  'suppressed-baseline',
  /** An earlier rule, which said `continue`, tells this receiver already. */
  'already-told-by-earlier-rule',
  /** A rule without receivers matched: it is there to silence. */
  'rule-tells-nobody',
  /** Failed or Pause, but no rule wants it. */
  'no-rule-matched',
  /** The receiver left the configuration before its message was made. */
  'receiver-removed',
] as const;
export type DecisionReason = (typeof NOTIFY_REASONS)[number] | (typeof SUPPRESS_REASONS)[number];

/**
 * Decides who is told of one transition. Empty when nobody asked to hear of such a state at all; a Failed
 * or Pause that no rule wants is said to be suppressed.
 */
export function decide(subject: Subject, rules: readonly Rule[], firstRun: FirstRun): Decision[] {
  const decisions: Decision[] = [];
  const told = new Set<string>();
  for (const rule of rules) {
    if (!matchesRule(rule, subject)) continue;
    if (rule.receivers.length === 0) decisions.push(silenced(rule));
    for (const receiver of rule.receivers) {
      const verdict = told.has(receiver)
        ? ({ outcome: 'suppress', reason: 'already-told-by-earlier-rule' } as const)
        : verdictOf(subject, firstRun);
      told.add(receiver);
      decisions.push({ ...verdict, rule: rule.name, receiver, severity: rule.severity });
    }
    if (!rule.continue) return decisions;
  }
  if (decisions.length === 0 && isAlarming(subject)) {
    const nobody = { rule: undefined, receiver: undefined, severity: undefined };
    decisions.push({ outcome: 'suppress', reason: 'no-rule-matched', ...nobody });
  }
  return decisions;
}

function silenced({ name, severity }: Rule): Decision {
  return { outcome: 'suppress', reason: 'rule-tells-nobody', rule: name, receiver: undefined, severity };
}

function verdictOf({ transition }: Subject, firstRun: FirstRun): Pick<Decision, 'outcome' | 'reason'> {
  if (!transition.baseline) {
    return { outcome: 'notify', reason: transition.from === undefined ? 'first-seen' : 'state-changed' };
  }
  switch (firstRun) {
    case 'each':
      return { outcome: 'notify', reason: 'baseline-each' };
    case 'summary':
      return { outcome: 'notify', reason: 'baseline-summary' };
    case 'silent':
      return { outcome: 'suppress', reason: 'suppressed-baseline' };
  }
}

function isAlarming({ transition }: Subject): boolean {
  return transition.to === 'Failed' || transition.to === 'Pause';
}
