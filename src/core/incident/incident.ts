import type { Labels } from '../rule/group.ts';
import type { ClosedReason, IncidentState, PendingUpdate } from './lifecycle.ts';
import type { ConditionSummary } from './condition.ts';
import type { Severity } from '../severity.ts';
import type { Instant } from '../../platform/time.ts';
import type { Member } from './member.ts';
import type { Thread } from './thread.ts';

/** One cause that people are notified of, with all that its evaluation and its messages need. */
export interface Incident {
  /** Its number in the store. */
  row: number;
  id: string;
  /** A condition has no members: it is true until it is closed. */
  kind: 'jobs' | 'initial-scan' | 'condition';
  rule: string;
  /** Identifies the group among the incidents of its rule. At most one incident of a group is open. */
  groupKey: string;
  labels: Labels;
  severity: Severity;
  /** Undefined for an incident that is older than stored titles. */
  title: string | undefined;
  /** The text of a condition; undefined for jobs. */
  condition: ConditionSummary | undefined;
  state: IncidentState;
  openedAt: Instant;
  acknowledged: { by: string; at: Instant } | undefined;
  closed: { reason: ClosedReason; at: Instant } | undefined;
  /** When a job last joined. */
  lastJoinedAt: Instant;
  firstNotifiedAt: Instant | undefined;
  /** When the incident before it, of the same rule and group, was last notified. */
  previousNotifiedAt: Instant | undefined;
  pendingUpdate: PendingUpdate | undefined;
  /** True when a silence or maintenance covers all of it. */
  isSilenced: boolean;
  /** Since when one lasts that covered all of it as it was then. */
  silencedSince: Instant | undefined;
  /** True when a message of it is being offered to a server for the first time. */
  isUnderWay: boolean;
  members: readonly Member[];
  /** In the order in which they began. */
  threads: readonly Thread[];
}
