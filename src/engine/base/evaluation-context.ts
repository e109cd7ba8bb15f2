import type { MessageDefaults } from '../../render/compose/compose-message.ts';
import type { HoldReason, NotificationKind } from '../../core/incident/incident.ts';
import type { SuppressReason } from '../../core/rule/decide.ts';
import type { Receiver } from '../../core/receiver.ts';
import type { Policy, Rule } from '../../core/rule/rule.ts';
import type { JobDetails, KnownJob } from '../../core/job/job.ts';
import type { StoredIncident } from '../../store/incidents/incidents.ts';
import type { MemberCounts } from '../../store/incidents/members.ts';
import type { StoredThread } from '../../store/incidents/threads.ts';
import type { Instant } from '../../platform/time.ts';
import type { Mutes } from '../../core/mute/mutes.ts';

/** What tending incidents needs to know; changes with the configuration. */
export interface IncidentSettings {
  rules: readonly Rule[];
  /** How incidents that no rule opens are told, by the name that stands in place of the rule's. */
  conditions: ReadonlyMap<string, Policy>;
  receivers: ReadonlyMap<string, Receiver>;
  defaults: MessageDefaults;
  /** Where a receiver acknowledges an incident. */
  acknowledgeUrl: (incident: string, link: { receiver: string; now: Instant }) => string;
  /** Makes ids for new incidents; never the same twice. */
  newIncident: () => string;
  /** Reads the raw parts of a job. */
  details: (job: KnownJob) => JobDetails;
}

/** What one receiver is to be told of an incident. */
export interface PendingNotification {
  incident: StoredIncident;
  thread: StoredThread;
  counts: MemberCounts;
  kind: NotificationKind;
  /** Why now; stands in the message. */
  reason: string;
  /** When the oldest of its news was observed; undefined when there is none. */
  detectedAt: Instant | undefined;
}

/** One pass over the incidents, at one moment, in one transaction. */
export interface EvaluationContext extends IncidentSettings {
  now: Instant;
  mutes: Mutes;
  /** How incidents were told by earlier configurations, by the name that stands for the rule's. */
  former: ReadonlyMap<string, Policy>;
  stats: EvaluationStats;
  /** What is to be told to whom it is escalated: at the end of the pass, for many are one mail. */
  escalations: PendingNotification[];
}

/** What a pass did, for metrics and the log. */
export class EvaluationStats {
  notifications = 0;
  readonly suppressed = new Map<SuppressReason | HoldReason, number>();

  /** Counts decisions not to tell, for good or for now. */
  count(reason: SuppressReason | HoldReason, decisions: number): void {
    if (decisions > 0) this.suppressed.set(reason, (this.suppressed.get(reason) ?? 0) + decisions);
  }
}
