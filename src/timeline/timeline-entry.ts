import type { ObjectDetails } from '../core/job/object-details.ts';
import type { Observation, ObservationNote } from '../core/job/observation.ts';
import type { Silence } from '../core/mute/silence.ts';
import type { Instant } from '../platform/time.ts';
import type { IncidentEventRow, MemberMove } from '../store/views/incident-life.ts';
import type { JobStory, NotificationStory } from '../store/views/job-story.ts';

/** An event in the life of a job or an incident, or a decision about it. */
export type TimelineEntry = { at: Instant } & (
  | { kind: 'observation'; changes: Observation['changes']; note: ObservationNote | null }
  | { kind: 'transition'; transition: TransitionStory }
  /** The outcome of the job's objects. `undefined` before they are counted. */
  | { kind: 'objects'; details: ObjectDetails | undefined }
  | { kind: 'decision'; decision: DecisionRow; wait: Wait | undefined }
  /** No rule asks for a transition. */
  | { kind: 'nobody' }
  | {
      kind: 'event';
      event: IncidentEventRow;
      incident: IncidentName;
      hold: Hold;
      notified: NotificationStory | undefined;
    }
  | (MemberMove & { incident: IncidentName })
  | { kind: 'notification'; notification: NotificationStory }
  /** Copies that are due and wait for the channel's rate. */
  | { kind: 'rate-capped'; destinations: readonly string[] }
  | { kind: 'attempt'; attempt: AttemptRow; number: number; destination: string }
);

/** The entries of a kind. */
export type EntryOf<Kind extends TimelineEntry['kind']> = Extract<TimelineEntry, { kind: Kind }>;

export type TransitionStory = JobStory['transitions'][number];
export type DecisionRow = TransitionStory['decisions'][number];
export type AttemptRow = NotificationStory['entries'][number]['attemptsMade'][number];

/** The word that stands before an entry of each kind. */
export const ENTRY_LABELS = {
  observation: 'observation',
  transition: 'transition',
  objects: 'objects',
  decision: 'decision',
  nobody: 'decision',
  event: 'incident',
  joined: 'incident',
  left: 'incident',
  notification: 'notification',
  'rate-capped': 'notification',
  attempt: 'attempt',
} as const satisfies Record<TimelineEntry['kind'], string>;

/** The incident of an entry. `id` is left out where all entries are of one incident. */
export interface IncidentName {
  id: string | undefined;
  rule: string;
}

/** The end of the poll, a first look at the incident, or a hold: what a decision to notify waits for. */
export type Wait = 'poll' | 'evaluation' | Hold;

/** The reason that holds a message back. */
export interface Hold {
  reason: string;
  /** `silence 3`, `maintenance upgrade`; null where the reason says all. */
  by: string | null;
  silence: Silence | undefined;
  /** The latest end of it, as far as is known. */
  until: Instant | null;
}

/** An entry in words. */
export interface TimelineLine {
  text: string;
  /** The fate of a message. A page that lists the messages leaves it out. */
  fate?: string;
  /** The latest end of a hold. */
  until?: Instant | null;
}
