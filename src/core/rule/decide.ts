import { groupOf, type Group } from './group.ts';
import type { Severity } from '../severity.ts';
import { ownerOf } from './owner.ts';
import { matchesRule, type Rule } from './rule.ts';
import type { Subject } from './subject.ts';

/** The way in which a target's first read notifies of failed and paused jobs. */
export type FirstRun = 'summary' | 'each' | 'silent';

/** One answer to "why did (or didn't) I get a message?": a rule, a receiver, and the named reason. */
export interface Decision {
  outcome: 'notify' | 'suppress';
  reason: DecisionReason;
  /** Undefined when no rule matched. */
  rule: string | undefined;
  receiver: string | undefined;
  severity: Severity | undefined;
  /** The incident it belongs to, by its group; undefined for what opens none. */
  group: Group | undefined;
}

export const NOTIFY_REASONS = [
  'first-seen',
  'state-changed',
  /** In a state for which it notified before it vanished, or was followed no more. */
  'seen-again',
  'baseline-each',
  'baseline-summary',
  /** In its state for longer than a rule allows. */
  'too-long',
  /** It succeeded, but objects of it failed. */
  'success-with-failures',
  /** Nobody acknowledged the incident in time, so this receiver is notified too. */
  'escalated',
] as const;
export const SUPPRESS_REASONS = [
  /** Found by the very first read of a target whose `firstRun` is `silent`. */
  'suppressed-baseline',
  /** An earlier rule, which said `continue`, notifies this receiver already. */
  'already-told-by-earlier-rule',
  /** A rule without receivers matched: it is there to silence. */
  'rule-tells-nobody',
  /** Failed or Pause, but no rule wants it. */
  'no-rule-matched',
  /** The receiver left the configuration before its message was made. */
  'receiver-removed',
  /** No channel of the receiver takes its severity. */
  'severity-not-taken',
  /** A silence covered it until its incident was over. */
  'silenced',
  /** A maintenance window covered it until its incident was over. */
  'maintenance',
  /** One of many changes of a job that flaps; the mails that say so stand for it. */
  'flapping',
  /** Over while the first mail was held to gather more. */
  'recovered-before-told',
  /** Closed by hand while the first mail was held to gather more. */
  'closed-before-told',
  /** It succeeded, and whether objects of it failed could not be found out. */
  'objects-not-counted',
  /** A newer run of the same job succeeded while the first mail was held to gather more. */
  'superseded-before-told',
] as const;
export type SuppressReason = (typeof SUPPRESS_REASONS)[number];
export type DecisionReason = (typeof NOTIFY_REASONS)[number] | SuppressReason;

/**
 * Decides who is notified of one transition. Empty when nobody asked to hear of such a state at all; a Failed
 * or Pause that no rule wants is said to be suppressed.
 */
export function decide(subject: Subject, rules: readonly Rule[], firstRun: FirstRun): Decision[] {
  const decisions: Decision[] = [];
  const notified = new Set<string>();
  for (const rule of rules) {
    if (rule.tooLong !== undefined || !matchesRule(rule, subject)) continue;
    const receivers = receiversOf(rule, subject);
    if (receivers.length === 0) decisions.push(silenced(rule));
    for (const receiver of receivers) {
      decisions.push(
        notified.has(receiver)
          ? alreadyNotified(rule, receiver)
          : { ...verdictOf(subject, { rule, firstRun }), ...namesOf(rule), receiver },
      );
      notified.add(receiver);
    }
    if (!rule.continue) return decisions;
  }
  if (decisions.length === 0 && isAlarming(subject)) decisions.push(NOBODY_WANTS_IT);
  return decisions;
}

/** The owner in place of the rule's receivers, when the job names one. */
export function receiversOf(rule: Rule, subject: Pick<Subject, 'job' | 'details'>): readonly string[] {
  const owner = rule.owner && ownerOf(rule.owner, subject);
  return owner === undefined ? rule.receivers : [owner];
}

const NOBODY_WANTS_IT: Decision = {
  outcome: 'suppress',
  reason: 'no-rule-matched',
  rule: undefined,
  receiver: undefined,
  severity: undefined,
  group: undefined,
};

function namesOf({ name, severity }: Rule) {
  return { rule: name, severity };
}

function silenced(rule: Rule): Decision {
  const nobody = { receiver: undefined, group: undefined };
  return { outcome: 'suppress', reason: 'rule-tells-nobody', ...namesOf(rule), ...nobody };
}

function alreadyNotified(rule: Rule, receiver: string): Decision {
  const reason = 'already-told-by-earlier-rule';
  return { outcome: 'suppress', reason, ...namesOf(rule), receiver, group: undefined };
}

function verdictOf(
  subject: Subject,
  { rule, firstRun }: { rule: Rule; firstRun: FirstRun },
): Pick<Decision, 'outcome' | 'reason' | 'group'> {
  const { transition } = subject;
  const group = groupOf(subject, { groupBy: rule.groupBy, isOverdue: false });
  if (!transition.baseline) {
    return {
      outcome: 'notify',
      reason: reasonOf(transition),
      group,
    };
  }
  switch (firstRun) {
    case 'each':
      return { outcome: 'notify', reason: 'baseline-each', group };
    case 'summary':
      return { outcome: 'notify', reason: 'baseline-summary', group: undefined };
    case 'silent':
      return { outcome: 'suppress', reason: 'suppressed-baseline', group: undefined };
  }
}

function reasonOf({ from, to }: Subject['transition']): 'first-seen' | 'state-changed' | 'seen-again' {
  if (from === undefined) return 'first-seen';
  return from === to ? 'seen-again' : 'state-changed';
}

function isAlarming({ transition }: Subject): boolean {
  return transition.to === 'Failed' || transition.to === 'Pause';
}
