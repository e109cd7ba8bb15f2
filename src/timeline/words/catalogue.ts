import type { IncidentState } from '../../core/incident/incident.ts';
import type { Language } from '../../core/message/message.ts';
import type { ObservationNote } from '../../core/job/observation.ts';
import type { DurationUnit } from '../../platform/time.ts';

/** The phrases in which stories are told. Names, ids and states of jobs are no phrases: they stay as they are. */
export interface ExplainWords {
  /** BCP 47. */
  tag: Language;
  units: Readonly<Record<DurationUnit, string>>;
  list: (parts: readonly string[]) => string;
  /** A note in brackets. */
  note: (what: string, note: string) => string;
  /** What a server said. */
  answer: (attempt: string, response: string) => string;
  states: Readonly<Record<IncidentState, string>>;
  /** Of a recipient's copy. */
  fates: Readonly<Record<'pending' | 'claimed' | 'sent' | 'dead', string>>;
  notes: Readonly<Record<ObservationNote, string>>;
  /** A field of the API. */
  changed: (field: string, before: string, after: string) => string;
  firstSeen: (state: string) => string;
  seenAgain: (state: string) => string;
  moved: (from: string, to: string, lasted: string | undefined) => string;
  baseline: string;
  poll: (pollId: string) => string;
  nobody: string;
  decision: (decision: {
    isNotified: boolean;
    receiver: string | null;
    rule: string | null;
    reason: string;
  }) => string;
  /** How the objects of a job fared. */
  objects: {
    /** Codes come with their counts, the commonest first. */
    counted: (
      of: Readonly<Record<'failed' | 'total', number>> &
        Readonly<Record<'isComplete' | 'isFailedComplete', boolean>> & { codes: readonly string[] },
    ) => string;
    wanted: string;
    noTag: string;
    /** `list`: the list of the API that was asked. */
    notListed: (list: string) => string;
    noneFailed: string;
    noneCounted: string;
    notAsked: string;
    /** `action`: the right that is missing. */
    notCounted: (code: string, kind: string, action: string | undefined) => string;
  };
  waitsForPoll: string;
  notYet: string;
  held: (why: string) => string;
  by: (what: string) => string;
  until: (when: string) => string;
  notification: (messageId: string, receiver: string, fates: string) => string;
  rateCapped: (recipients: string, reason: string) => string;
  /** Outcome: null when it was cut off. */
  attempt: (number: number, recipient: string, outcome: string | null) => string;
  incident: (
    incident: Readonly<Record<'id' | 'rule' | 'severity' | 'state' | 'group' | 'since', string>>,
  ) => string;
  opened: (id: string, rule: string) => string;
  notified: (notified: Readonly<Record<'who' | 'kind' | 'fate', string>>) => string;
  pruned: string;
  heldFor: (receiver: string, why: string) => string;
  dropped: (receiver: string, reason: string) => string;
  covered: (why: string) => string;
  uncovered: string;
  acknowledged: (by: string) => string;
  escalated: (receiver: string, reason: string) => string;
  /** For whom, and who wanted it. */
  resent: (detail: string) => string;
  closed: (reason: string) => string;
  flapping: string;
  settled: (state: string) => string;
}
