import type { Duration } from '../../platform/time.ts';
import { receiversOf, type Decision } from './decide.ts';
import { groupOf } from './group.ts';
import { matchesJob, type Limit, type Rule } from './rule.ts';
import type { Subject } from './subject.ts';

/** The states that a job can be in for too long. */
export const OVERDUE_STATES = ['Submitted', 'Running', 'Pause'] as const;
export type OverdueState = (typeof OVERDUE_STATES)[number];

export interface TimeInState {
  state: OverdueState;
  age: Duration;
  /** The time that 95 of 100 past runs of the name stayed below in that state; undefined when none is known. */
  usual: Duration | undefined;
  /** Names of the rules that decided on this stay before. */
  decided: ReadonlySet<string>;
}

/**
 * Decides who is notified that a job has been in its state for too long. Of the rules that limit this state, the
 * first that matches the job is the one, unless it says `continue`; each decides once, when its limit is passed.
 */
export function decideOverdue(subject: Subject, rules: readonly Rule[], spent: TimeInState): Decision[] {
  const decisions: Decision[] = [];
  const notified = new Map<string, Duration>();
  for (const rule of rules) {
    const limit = rule.tooLong?.[spent.state];
    if (limit === undefined || !matchesJob(rule.match, subject)) continue;
    const span = spanOf(limit, spent.usual);
    if (spent.age >= span) {
      if (!spent.decided.has(rule.name)) decisions.push(...decideOne(subject, rule, { span, notified }));
      for (const receiver of receiversOf(rule, subject)) notified.set(receiver, span);
    }
    if (!rule.continue) break;
  }
  return decisions;
}

/** The age at which the next rule will decide on this stay; undefined when all that ever will have. */
export function nextOverdueAge(
  subject: Subject,
  rules: readonly Rule[],
  { state, usual, decided }: Omit<TimeInState, 'age'>,
): Duration | undefined {
  const ages: Duration[] = [];
  for (const rule of rules) {
    const limit = rule.tooLong?.[state];
    if (limit === undefined || !matchesJob(rule.match, subject)) continue;
    if (!decided.has(rule.name)) ages.push(spanOf(limit, usual));
    if (!rule.continue) break;
  }
  return ages.length === 0 ? undefined : Math.min(...ages);
}

/** The span itself, or the factor of what is usual, but never below `atLeast`. */
export function spanOf(limit: Limit, usual: Duration | undefined): Duration {
  if (typeof limit === 'number') return limit;
  return Math.max(limit.atLeast, limit.usual * (usual ?? 0));
}

/** The shortest time after which any of the rules may call the state too long; undefined when none does. */
export function shortestSpan(rules: readonly Rule[], state: OverdueState): Duration | undefined {
  const spans = rules.flatMap(({ tooLong }) => {
    const limit = tooLong?.[state];
    return limit === undefined ? [] : [spanOf(limit, undefined)];
  });
  return spans.length === 0 ? undefined : Math.min(...spans);
}

/** Says whether any rule asks what is usual in that state. */
export function asksUsual(rules: readonly Rule[], state: OverdueState): boolean {
  return rules.some(({ tooLong }) => typeof tooLong?.[state] === 'object');
}

function decideOne(
  subject: Subject,
  rule: Rule,
  { span, notified }: { span: Duration; notified: ReadonlyMap<string, Duration> },
): Decision[] {
  const { name, severity, groupBy } = rule;
  const base = { rule: name, severity };
  const receivers = receiversOf(rule, subject);
  if (receivers.length === 0) {
    const nobody = { receiver: undefined, group: undefined };
    return [{ outcome: 'suppress', reason: 'rule-tells-nobody', ...base, ...nobody }];
  }
  const group = groupOf(subject, { groupBy, isOverdue: true });
  return receivers.map((receiver) =>
    // A longer limit notifies again a receiver that an earlier rule notified of a shorter one.
    notified.get(receiver) === span
      ? { outcome: 'suppress', reason: 'already-told-by-earlier-rule', ...base, receiver, group: undefined }
      : { outcome: 'notify', reason: 'too-long', ...base, receiver, group },
  );
}
