import { initialScanKey, planInitialScans, type InitialScan } from '../core/incident/initial-scan.ts';
import { incidentTitle } from '../core/message/incident-title.ts';
import { awaitsOf, type Awaits } from '../core/incident/lifecycle.ts';
import { recordEvent } from '../store/incidents/incident-events.ts';
import { findOpen, isGroupOpen, openIncident, touch } from '../store/incidents/incidents.ts';
import {
  hasScanned,
  joinInitialScan,
  newestSuccesses,
  scanFindings,
} from '../store/incidents/initial-scan.ts';
import type { WriteTransaction } from '../store/database.ts';
import { addThreads } from '../store/incidents/threads.ts';
import type { EvaluationContext } from './context/evaluation-context.ts';
import { matchRuns } from './find-superseding.ts';
import { resolveJobs } from './resolve-jobs.ts';

/**
 * Opens the incidents of what a target's initial scan found. Each receiver is in one of them, whose first mail is the
 * summary. With `firstRun: silent` nobody is notified, but it stands on the page, and resolves as all do.
 */
export async function openInitialScan(
  trx: WriteTransaction,
  target: string,
  context: EvaluationContext,
): Promise<void> {
  const scans = planInitialScans(await scanFindings(trx, target));
  // A first read that was interrupted may have opened one of another rule.
  const isAlone = scans.length === 1 && !(await isGroupOpen(trx, initialScanKey(target)));
  for (const scan of scans) await join(trx, { target, scan, isAlone }, context);
  if (await hasScanned(trx, target)) {
    await resolveJobs(trx, await matchRuns(trx, await newestSuccesses(trx, target), context), context);
  }
}

interface Opened {
  target: string;
  scan: InitialScan;
  /** True when the scan has no other incident. */
  isAlone: boolean;
}

async function join(
  trx: WriteTransaction,
  { target, scan, isAlone }: Opened,
  context: EvaluationContext,
): Promise<void> {
  const group = { rule: scan.rule, groupKey: initialScanKey(target) };
  const incident =
    (await findOpen(trx, group))?.row ?? (await open(trx, { ...group, target, scan, isAlone }, context));
  const { receivers } = scan;
  await joinInitialScan(trx, { incident, target, receivers, awaits: awaitsInScan, at: context.now });
  await addThreads(
    trx,
    scan.notified.map((receiver) => ({ incident, receiver, via: 'rule' })),
  );
  await touch(trx, [incident], { now: context.now, hasNewDecisions: true });
}

function awaitsInScan(state: string): Awaits {
  return awaitsOf({ state, isOverdue: false });
}

async function open(
  trx: WriteTransaction,
  opened: Opened & { rule: string; groupKey: string },
  context: EvaluationContext,
): Promise<number> {
  const { rule, groupKey, target, scan, isAlone } = opened;
  const title = { cause: 'initial-scan', labels: { target }, ...(!isAlone && { rule }) } as const;
  const id = await openIncident(trx, {
    publicId: context.newIncident(),
    kind: 'jobs',
    rule,
    groupKey,
    labels: JSON.stringify({ target }),
    severity: scan.severity,
    openedAt: context.now,
    title: incidentTitle(title, context.defaults.language),
  });
  await recordEvent(trx, { incident: id, at: context.now, kind: 'opened', reason: rule });
  return id;
}
