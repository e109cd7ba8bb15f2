import type { Policy, Rule } from '../../core/rule/rule.ts';
import type { EvaluationContext } from './evaluation-context.ts';
import { DAY, HOUR, MINUTE } from '../../platform/time.ts';

/** The policy of incidents whose rule says nothing. */
export const USUAL_POLICY: Policy = {
  severity: 'critical',
  groupBy: undefined,
  groupWait: 0,
  groupInterval: 5 * MINUTE,
  repeat: undefined,
  tellRecovery: true,
  flapping: { changes: 4, within: HOUR, settle: 10 * MINUTE },
  closeAfter: 7 * DAY,
  escalate: [],
};

/** By the name of a rule, or of what else opens incidents; as it was last, when it is no longer configured. */
export function policyOf(
  { rules, conditions, former }: Pick<EvaluationContext, 'rules' | 'conditions' | 'former'>,
  name: string,
): Policy {
  const configured = rules.find((rule) => rule.name === name) ?? conditions.get(name);
  return configured ?? former.get(name) ?? USUAL_POLICY;
}

export function isOverdueRule(rules: readonly Rule[], name: string): boolean {
  return rules.find((rule) => rule.name === name)?.tooLong !== undefined;
}
