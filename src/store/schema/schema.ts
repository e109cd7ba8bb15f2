import type {
  DecisionTable,
  IncidentTable,
  MemberTable,
  ThreadTable,
  IncidentEventTable,
  SilenceTable,
  ExpectationTable,
  OccurrenceTable,
  OccurrenceJobTable,
} from './incident-tables.ts';
import type {
  TargetTable,
  PollTable,
  JobTable,
  JobCountTable,
  TransitionTable,
  ObservationTable,
  QueueDetailsTable,
  ObjectCountTable,
  HourlyTransitionTable,
  HourlyRunTable,
} from './job-tables.ts';
import type {
  NotificationTable,
  OutboxTable,
  AttemptTable,
  ConversationTable,
  FallbackTable,
} from './outbox-tables.ts';

/** The tables as Kysely sees them. Times are milliseconds since 1970 UTC; flags are 0 or 1. */
export interface Schema {
  target: TargetTable;
  poll: PollTable;
  job: JobTable;
  job_count: JobCountTable;
  transition: TransitionTable;
  observation: ObservationTable;
  decision: DecisionTable;
  notification: NotificationTable;
  outbox: OutboxTable;
  attempt: AttemptTable;
  conversation: ConversationTable;
  fallback: FallbackTable;
  incident: IncidentTable;
  member: MemberTable;
  thread: ThreadTable;
  incident_event: IncidentEventTable;
  silence: SilenceTable;
  setting: SettingTable;
  login_failure: LoginFailureTable;
  ended_session: EndedSessionTable;
  queue_details: QueueDetailsTable;
  object_count: ObjectCountTable;
  expectation: ExpectationTable;
  occurrence: OccurrenceTable;
  occurrence_job: OccurrenceJobTable;
  hourly_transition: HourlyTransitionTable;
  hourly_run: HourlyRunTable;
}

/** Single values that must survive a restart, by name. */
interface SettingTable {
  name: string;
  value: string;
}

/** A session that somebody ended before its time. */
interface EndedSessionTable {
  /** A keyed hash. */
  key: string;
  until_at: number;
}

/** The failed logins of an address or a name. */
interface LoginFailureTable {
  /** A keyed hash. */
  key: string;
  failures: number;
  last_at: number;
}
