import type { EvaluationStats } from '../../core/incident/evaluate/evaluation-stats.ts';
import type { JobDetails, KnownJob } from '../../core/job/job.ts';
import type { Mutes } from '../../core/mute/mutes.ts';
import type { Receiver } from '../../core/receiver.ts';
import type { Policy, Rule } from '../../core/rule/rule.ts';
import type { Instant } from '../../platform/time.ts';
import type { MessageDefaults } from '../../render/compose/compose-message.ts';

/** The part of an evaluation's context that changes with the configuration. */
export interface IncidentSettings {
  rules: readonly Rule[];
  /** Policies of incidents that no rule opens, by the name that stands in place of the rule's. */
  conditions: ReadonlyMap<string, Policy>;
  receivers: ReadonlyMap<string, Receiver>;
  defaults: MessageDefaults;
  /** Returns the link by which a receiver acknowledges an incident. */
  acknowledgeUrl: (incident: string, link: { receiver: string; now: Instant }) => string;
  /** Makes ids for new incidents; never the same twice. */
  newIncident: () => string;
  /** Reads the raw parts of a job. */
  details: (job: KnownJob) => JobDetails;
}

/** The context of all evaluations of one moment, in one transaction. */
export interface EvaluationContext extends IncidentSettings {
  now: Instant;
  mutes: Mutes;
  /** Policies of earlier configurations, by the name of the rule or condition. */
  former: ReadonlyMap<string, Policy>;
  stats: EvaluationStats;
}
