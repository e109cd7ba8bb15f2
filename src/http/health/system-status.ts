import type { LeaseLabel } from '../../lease/lease-names.ts';
import type { Instant } from '../../platform/time.ts';
import type { ReplicaView } from '../../store/replicas/replica-views.ts';
import { type StatusView, statusView } from '../../store/views/status-view.ts';
import type { WebOptions } from '../options/web-options.ts';
import type { HeldEntries, MonitoringState, MonitoringTrouble } from './monitoring-state.ts';
import type { TargetFreshness } from './target-freshness.ts';
import { unheldLeases } from './unheld-leases.ts';

/** The state of the whole program, for an operator who looks for what is wrong. */
export interface SystemStatus {
  /** True when there are no `reasons`. */
  ready: boolean;
  /** The reasons why it is not ready. */
  reasons: readonly string[];
  problems: readonly MonitoringTrouble[];
  replicas: readonly ReplicaView[];
  /** The work of the configuration that no replica does now. */
  unheld: readonly LeaseLabel[];
  targets: TargetCounts;
  /** Those that fail for longest first, then those that were polled longest ago: at most twenty. */
  worstTargets: readonly TargetStatus[];
  incidents: StatusView['incidents'];
  outbox: StatusView['outbox'] & { held: readonly HeldEntries[] };
}

/** Each target counts once. */
export type TargetCounts = Record<'up' | 'failing' | 'overdue' | 'unpolled', number>;

/** A target, and its last polls. */
export interface TargetStatus extends Pick<TargetFreshness, 'name' | 'lastPollAt' | 'lastCompleteAt'> {
  state: keyof TargetCounts;
  /** Since when its polls fail. Absent while they do not. */
  failingSince: Instant | undefined;
  /** The last failure. Absent while they do not fail. */
  reason: string | undefined;
  message: string | undefined;
}

/** Answers of the process that is asked, or of the store beside it. */
export interface StatusSource extends Pick<WebOptions, 'store' | 'targets' | 'receiverPlans'> {
  monitoring: MonitoringState;
  replicas: readonly ReplicaView[];
  /** True where replicas share the store. One process alone holds all. */
  isShared: boolean;
}

const MOST_SHOWN = 20;

/** @throws StoreFault */
export async function systemStatus(source: StatusSource): Promise<SystemStatus> {
  const { store, monitoring, replicas, isShared } = source;
  const { incidents, outbox } = await store.read(statusView);
  const targets = monitoring.targets.map(toTargetStatus);
  const wanted = { targets: targets.map(({ name }) => name), receivers: source.receiverPlans() };
  return {
    ready: monitoring.unready.length === 0,
    reasons: monitoring.unready,
    problems: monitoring.troubles,
    replicas,
    unheld: isShared ? unheldLeases(replicas, wanted) : [],
    targets: countTargets(targets),
    worstTargets: targets.toSorted(byUrgency).slice(0, MOST_SHOWN),
    incidents,
    outbox: { ...outbox, held: monitoring.outbox.held },
  };
}

function toTargetStatus({ failing, state, nextRun: _next, ...target }: TargetFreshness): TargetStatus {
  const failed = { failingSince: failing?.since, reason: failing?.fault?.reason };
  const shown = failing !== undefined ? 'failing' : STATES[state];
  return { ...target, state: shown, ...failed, message: failing?.fault?.message };
}

const STATES = { fresh: 'up', failing: 'failing', overdue: 'overdue', 'not-yet': 'unpolled' } as const;

function countTargets(targets: readonly TargetStatus[]): TargetCounts {
  const counts: TargetCounts = { up: 0, failing: 0, overdue: 0, unpolled: 0 };
  for (const { state } of targets) counts[state] += 1;
  return counts;
}

const URGENCY = ['failing', 'overdue', 'unpolled', 'up'] as const;

/** The longest failure first, then the oldest poll. */
function byUrgency(a: TargetStatus, b: TargetStatus): number {
  return (
    URGENCY.indexOf(a.state) - URGENCY.indexOf(b.state) ||
    (a.failingSince ?? 0) - (b.failingSince ?? 0) ||
    (a.lastPollAt ?? 0) - (b.lastPollAt ?? 0)
  );
}
