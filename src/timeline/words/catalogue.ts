import type { IncidentState } from '../../core/incident/incident.ts';
import type { Language } from '../../core/message/message.ts';
import type { ObservationNote } from '../../core/job/observation.ts';
import type { DurationUnit } from '../../platform/time.ts';

/** The phrases in which stories are told. Names, ids and states of jobs are no phrases: they stay as they are. */
export interface ExplainWords {
  /** BCP 47. */
  readonly tag: Language;
  readonly units: Readonly<Record<DurationUnit, string>>;
  readonly list: (parts: readonly string[]) => string;
  /** A note in brackets. */
  readonly note: (what: string, note: string) => string;
  /** What a server said. */
  readonly answer: (attempt: string, response: string) => string;
  readonly states: Readonly<Record<IncidentState, string>>;
  /** Of a recipient's copy. */
  readonly fates: Readonly<Record<'pending' | 'claimed' | 'sent' | 'dead', string>>;
  readonly notes: Readonly<Record<ObservationNote, string>>;
  /** A field of the API. */
  readonly changed: (field: string, before: string, after: string) => string;
  readonly firstSeen: (state: string) => string;
  readonly seenAgain: (state: string) => string;
  readonly moved: (from: string, to: string, lasted: string | undefined) => string;
  readonly baseline: string;
  readonly poll: (pollId: string) => string;
  readonly nobody: string;
  readonly decision: (decision: {
    readonly isTold: boolean;
    readonly receiver: string | null;
    readonly rule: string | null;
    readonly reason: string;
  }) => string;
  /** How the objects of a job fared. */
  readonly objects: {
    /** Codes come with their counts, the commonest first. */
    readonly counted: (
      of: Readonly<Record<'failed' | 'total', number>> &
        Readonly<Record<'isComplete' | 'isFailedComplete', boolean>> & { readonly codes: readonly string[] },
    ) => string;
    readonly wanted: string;
    readonly noTag: string;
    /** `list`: the list of the API that was asked. */
    readonly notListed: (list: string) => string;
    readonly noneFailed: string;
    readonly noneCounted: string;
    readonly notAsked: string;
    /** `action`: the right that is missing. */
    readonly notCounted: (code: string, kind: string, action: string | undefined) => string;
  };
  readonly waitsForPoll: string;
  readonly notYet: string;
  readonly held: (why: string) => string;
  readonly by: (what: string) => string;
  readonly until: (when: string) => string;
  readonly notification: (messageId: string, receiver: string, fates: string) => string;
  readonly rateCapped: (recipients: string, reason: string) => string;
  /** Outcome: null when it was cut off. */
  readonly attempt: (number: number, recipient: string, outcome: string | null) => string;
  readonly incident: (
    incident: Readonly<Record<'id' | 'rule' | 'severity' | 'state' | 'group' | 'since', string>>,
  ) => string;
  readonly opened: (id: string, rule: string) => string;
  readonly told: (told: Readonly<Record<'who' | 'telling' | 'fate', string>>) => string;
  readonly pruned: string;
  readonly heldFor: (receiver: string, why: string) => string;
  readonly dropped: (receiver: string, reason: string) => string;
  readonly covered: (why: string) => string;
  readonly uncovered: string;
  readonly acknowledged: (by: string) => string;
  readonly escalated: (receiver: string, reason: string) => string;
  /** For whom, and who wanted it. */
  readonly resent: (detail: string) => string;
  readonly closed: (reason: string) => string;
  readonly flapping: string;
  readonly settled: (state: string) => string;
}
