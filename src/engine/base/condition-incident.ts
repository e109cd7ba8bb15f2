import type { ClosedReason } from '../../core/incident/lifecycle.ts';
import type { ConditionSummary } from '../../core/incident/condition.ts';
import type { Severity } from '../../core/severity.ts';
import { recordEvent } from '../../store/incidents/incident-events.ts';
import {
  closeIncident,
  findOpen,
  openIncident,
  updateIncident,
  type StoredIncident,
} from '../../store/incidents/incidents.ts';
import { fromJson } from '../../store/dialect/json.ts';
import type { WriteTransaction } from '../../store/sqlite/store.ts';
import { addThreads } from '../../store/incidents/threads.ts';
import type { Instant } from '../../platform/time.ts';
import type { EvaluationContext } from './evaluation-context.ts';

/** Something about no job that is true, and told for as long as it is. */
export interface OpenedCondition {
  /** What stands in place of a rule's name. */
  rule: string;
  /** The same cause has the same key. */
  key: string;
  target: string | undefined;
  severity: Severity;
  receivers: readonly string[];
  summary: ConditionSummary;
  /** The named reason, for the record. */
  reason: string;
  since: Instant;
}

/** Opens the incident of a condition, unless it is open. */
export async function openCondition(
  trx: WriteTransaction,
  condition: OpenedCondition,
  context: EvaluationContext,
): Promise<StoredIncident> {
  const { rule, key: groupKey, target, severity, receivers, summary, reason } = condition;
  const known = await findOpen(trx, { rule, groupKey });
  if (known !== undefined) return known;
  const incident = await openIncident(trx, {
    publicId: context.newIncident(),
    kind: 'condition',
    rule,
    groupKey,
    labels: JSON.stringify(target === undefined ? {} : { target }),
    severity,
    openedAt: condition.since,
    title: summary.title,
    summary: JSON.stringify(summary),
  });
  await addThreads(
    trx,
    receivers.map((receiver) => ({ incident, receiver, via: 'rule' })),
  );
  await recordEvent(trx, { incident, at: context.now, kind: 'opened', reason, detail: summary.title });
  const opened = await findOpen(trx, { rule, groupKey });
  if (opened === undefined) throw new Error('an incident that was just opened is not open');
  return opened;
}

/** Lets an open incident say what is known by now. Its title stays: it is the subject of its thread. */
export async function reviseCondition(
  trx: WriteTransaction,
  incident: StoredIncident,
  { lines }: Pick<ConditionSummary, 'lines'>,
): Promise<void> {
  const summary = JSON.stringify({ ...summaryOf(incident), lines });
  if (summary !== incident.summary) await updateIncident(trx, incident.id, { summary });
}

/** Closes the incident of a condition that is no longer true; `line` is what is to be said of that. */
export async function closeCondition(
  trx: WriteTransaction,
  incident: StoredIncident,
  closed: { reason: ClosedReason; line?: string; at: Instant },
): Promise<void> {
  const { reason, line, at } = closed;
  const { title, lines } = summaryOf(incident);
  if (line !== undefined) {
    await updateIncident(trx, incident.id, { summary: JSON.stringify({ title, lines: [line, ...lines] }) });
  }
  await closeIncident(trx, incident.id, { at, reason });
  await recordEvent(trx, { incident: incident.id, at, kind: 'closed', reason });
}

function summaryOf({ summary }: StoredIncident): ConditionSummary {
  return summary === null ? { title: '', lines: [] } : fromJson<ConditionSummary>(summary);
}
