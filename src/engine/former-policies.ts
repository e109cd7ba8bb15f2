import type { Policy, Rule } from '../core/rule/rule.ts';
import { setSetting, getSetting } from '../store/settings/settings.ts';
import { namesWithIncidents } from '../store/incidents/incidents.ts';
import type { Database, WriteTransaction } from '../store/database.ts';
import type { IncidentSettings } from './context/evaluation-context.ts';

/**
 * Keeps the policies of a configuration beside those of earlier ones, for incidents that outlive their rule. A
 * receiver that wanted no closings gets none when its rule is taken out.
 */
export async function keepPolicies(
  trx: WriteTransaction,
  { rules, conditions }: Pick<IncidentSettings, 'rules' | 'conditions'>,
): Promise<void> {
  const current = Object.fromEntries([
    ...rules.map((rule) => [rule.name, policyIn(rule)] as const),
    ...conditions,
  ]);
  const needed = await namesWithIncidents(trx);
  const former = (await formerPolicies(trx)).entries().filter(([name]) => needed.has(name));
  await setSetting(trx, 'policies', { ...Object.fromEntries(former), ...current });
}

/** Returns the policies of the configurations that were used last. */
export async function formerPolicies(db: Database): Promise<ReadonlyMap<string, Policy>> {
  return new Map(Object.entries((await getSetting(db, 'policies')) ?? {}));
}

/** Returns a rule without the fields that select transitions and receivers. */
function policyIn(rule: Rule): Policy {
  const { name: _n, match: _m, receivers: _r, continue: _c, owner: _o, tooLong: _t, ...policy } = rule;
  return policy;
}
