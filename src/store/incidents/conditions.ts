import type { ClosedReason } from '../../core/incident/lifecycle.ts';
import type { ConditionSummary } from '../../core/incident/condition.ts';
import type { Severity } from '../../core/severity.ts';
import { recordEvent } from './incident-events.ts';
import { closeIncident, findOpen, openIncident, updateIncident, type OpenIncident } from './incidents.ts';
import type { WriteTransaction } from '../database.ts';
import { addThreads } from './threads.ts';
import type { Instant } from '../../platform/time.ts';

/** Something about no job that is true, and notified for as long as it is. */
export interface OpenedCondition {
  /** The name that stands in place of a rule's. */
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
  { now, newIncident }: { now: Instant; newIncident: () => string },
): Promise<OpenIncident> {
  const { rule, key: groupKey, target, severity, receivers, summary, reason, since: openedAt } = condition;
  const known = await findOpen(trx, { rule, groupKey });
  if (known !== undefined) return known;
  const id = newIncident();
  const row = await openIncident(trx, {
    publicId: id,
    kind: 'condition',
    rule,
    groupKey,
    labels: JSON.stringify(target === undefined ? {} : { target }),
    severity,
    openedAt,
    title: summary.title,
    condition: summary,
  });
  await addThreads(
    trx,
    receivers.map((receiver) => ({ incident: row, receiver, via: 'rule' })),
  );
  await recordEvent(trx, { incident: row, at: now, kind: 'opened', reason, detail: summary.title });
  return { row, id, groupKey, severity, openedAt, condition: summary };
}

/** Brings the sentences of an open incident up to date. Its title stays: it is the subject of its thread. */
export async function reviseCondition(
  trx: WriteTransaction,
  { row, condition = NOTHING }: OpenIncident,
  { lines }: Pick<ConditionSummary, 'lines'>,
): Promise<void> {
  const isSame = JSON.stringify(lines) === JSON.stringify(condition.lines);
  if (!isSame) await updateIncident(trx, row, { condition: { ...condition, lines } });
}

/** Closes the incident of a condition that is no longer true. `line` is the first sentence of its last message. */
export async function closeCondition(
  trx: WriteTransaction,
  { row, condition = NOTHING }: OpenIncident,
  { reason, line, at }: { reason: ClosedReason; line?: string | undefined; at: Instant },
): Promise<void> {
  const { title, lines } = condition;
  if (line !== undefined) await updateIncident(trx, row, { condition: { title, lines: [line, ...lines] } });
  await closeIncident(trx, row, { at, reason });
  await recordEvent(trx, { incident: row, at, kind: 'closed', reason });
}

const NOTHING: ConditionSummary = { title: '', lines: [] };
