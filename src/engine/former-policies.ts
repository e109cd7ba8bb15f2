import type { Policy, Rule } from '../core/rule/rule.ts';
import { setSetting, getSetting } from '../store/settings/settings.ts';
import { namesWithIncidents } from '../store/incidents/incidents.ts';
import type { Database, WriteTransaction } from '../store/sqlite/store.ts';
import type { IncidentSettings } from './base/evaluation-context.ts';

/** Under which it is kept how incidents are told, by the name of what opens them. */
const POLICIES = 'policies';

type ByName = Readonly<Record<string, Policy>>;

/**
 * Keeps how incidents are told by a configuration, for a time in which it is no longer used, beside what earlier ones
 * said of incidents that are remembered: who wanted no closings gets none because a rule was taken out.
 */
export async function keepPolicies(
  trx: WriteTransaction,
  { rules, conditions }: Pick<IncidentSettings, 'rules' | 'conditions'>,
): Promise<void> {
  const current: ByName = Object.fromEntries([
    ...rules.map((rule) => [rule.name, policyIn(rule)] as const),
    ...conditions,
  ]);
  const needed = await namesWithIncidents(trx);
  const former = Object.entries(await readPolicies(trx)).filter(([name]) => needed.has(name));
  await setSetting(trx, POLICIES, { ...Object.fromEntries(former), ...current });
}

/** How incidents were told by the configurations that were used last. */
export async function formerPolicies(db: Database): Promise<ReadonlyMap<string, Policy>> {
  return new Map(Object.entries(await readPolicies(db)));
}

async function readPolicies(db: Database): Promise<ByName> {
  return (await getSetting<ByName>(db, POLICIES)) ?? {};
}

function policyIn(rule: Rule): Policy {
  const {
    severity,
    groupBy,
    groupWait,
    groupInterval,
    repeat,
    tellRecovery,
    flapping,
    closeAfter,
    escalate,
  } = rule;
  return {
    severity,
    groupBy,
    groupWait,
    groupInterval,
    repeat,
    tellRecovery,
    flapping,
    closeAfter,
    escalate,
  };
}
