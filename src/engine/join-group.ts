import { awaitsOf } from '../core/incident/lifecycle.ts';
import { titleOf } from './incident-titles.ts';
import { isOverdueRule } from './context/policies.ts';
import { recordEvents } from '../store/incidents/incident-events.ts';
import { findOpen, openIncident, touch, updateIncident } from '../store/incidents/incidents.ts';
import { joinMembers, movingJobs } from '../store/incidents/members.ts';
import { escalateDecisions, holdFlapping } from '../store/incidents/decisions.ts';
import { addThreads } from '../store/incidents/threads.ts';
import { assignDecisions, type NewGroup } from '../store/incidents/pending-decisions.ts';
import type { WriteTransaction } from '../store/database.ts';
import type { EvaluationContext } from './context/evaluation-context.ts';
import { findFlapping } from './find-flapping.ts';

/** Puts the decisions of one rule and group into its incident, opening one where there is none. */
export async function joinGroup(
  trx: WriteTransaction,
  group: NewGroup,
  context: EvaluationContext,
): Promise<void> {
  const { now, rules } = context;
  const { severity, transitions, receivers } = group;
  const known = await findOpen(trx, group);
  const incident = known?.row ?? (await open(trx, group, context));
  // The rule may say otherwise since the incident was opened.
  if (known !== undefined && known.severity !== severity) await updateIncident(trx, incident, { severity });
  await assignDecisions(trx, { ...group, incident });
  const isOverdue = isOverdueRule(rules, group.rule);
  const awaits = (state: string) => awaitsOf({ state, isOverdue });
  await joinMembers(trx, { incident, transitions, awaits, at: now });
  await addThreads(
    trx,
    receivers.map((receiver) => ({ incident, receiver, via: 'rule' })),
  );
  await escalateDecisions(trx, { incidents: [incident], at: now });
  await touch(trx, [incident], { now, hasNewDecisions: true });
  if (!isOverdue) await markFlapping(trx, { incident, group }, context);
}

async function open(trx: WriteTransaction, group: NewGroup, context: EvaluationContext): Promise<number> {
  const { now, newIncident } = context;
  const id = await openIncident(trx, {
    ...group,
    publicId: newIncident(),
    kind: 'jobs',
    openedAt: now,
    title: await titleOf(trx, group, context),
  });
  await recordEvents(trx, [{ incident: id, at: now, kind: 'opened', reason: group.rule }]);
  return id;
}

/** Jobs that joined once too often: the first time the mail says so, later changes are held. */
async function markFlapping(
  trx: WriteTransaction,
  { incident, group }: { incident: number; group: NewGroup },
  context: EvaluationContext,
): Promise<void> {
  const { rule, transitions } = group;
  const members = (await movingJobs(trx, transitions)).map((job) => ({ incident, job }));
  const { flapping, began } = await findFlapping(trx, { rule, members }, context);
  const isNew = new Set(began.map(({ job }) => job));
  const known = flapping.filter(({ job }) => !isNew.has(job));
  context.stats.count('flapping', await holdFlapping(trx, { members: known, transitions }));
}
