import type { Policy, Rule } from '../alerts/rule.ts';
import type { IncidentSettings } from './context.ts';
import { DAY, HOUR, MINUTE } from '../time.ts';

/** How incidents are told when their rule says nothing, or is no longer configured. */
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

/** By the name of a rule, or of what else opens incidents. */
export function policyOf(
  { rules, conditions }: Pick<IncidentSettings, 'rules' | 'conditions'>,
  name: string,
): Policy {
  return rules.find((rule) => rule.name === name) ?? conditions.get(name) ?? USUAL_POLICY;
}

export function isTooLongRule(rules: readonly Rule[], name: string): boolean {
  return rules.find((rule) => rule.name === name)?.tooLong !== undefined;
}
