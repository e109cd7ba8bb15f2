import type { ClosedReason } from '../../core/incident/lifecycle.ts';
import type { Language } from '../../core/message/message.ts';
import { ENGLISH_LISTS } from '../../render/words/locale/en.ts';

/** The words of timelines in English. */
export const ENGLISH = {
  /** BCP 47. */
  tag: 'en' as Language,
  units: ENGLISH_LISTS.units,
  list: (parts: readonly string[]) => parts.join(', '),
  /** A note in brackets. */
  note: (what: string, note: string) => `${what} (${note})`,
  /** Between a person or an attempt, and the words of the person or the server. */
  colon: ': ',
  /** The fate of a recipient's copy. */
  fates: { pending: 'waiting', claimed: 'on its way', sent: 'sent', dead: 'undeliverable' },
  notes: {
    vanished: 'vanished: no longer listed by the API',
    'found-again': 'found again',
    'follow-ended': 'no longer followed: open for longer than followFor',
  },
  /** A field of the API. */
  changed: (field: string, before: string, after: string) => `${field} "${before}" -> "${after}"`,
  firstSeen: (state: string) => `first seen ${state}`,
  seenAgain: (state: string) => `seen again as ${state}, after it was no longer listed or followed`,
  moved: (from: string, to: string, lasted: string | undefined) =>
    `${from} -> ${to}${lasted === undefined ? '' : ` after ${lasted}`}`,
  baseline: ', by the initial scan (baseline)',
  poll: (pollId: string) => `, poll ${pollId}`,
  nobody: 'nobody to notify: no rule asks for this state',
  decision: ({
    isNotified,
    receiver,
    rule,
    reason,
  }: {
    isNotified: boolean;
    receiver: string | null;
    rule: string | null;
    reason: string;
  }) =>
    `${isNotified ? 'notify' : 'do not notify'}${receiver === null ? '' : ` receiver ${receiver}`}:` +
    `${rule === null ? '' : ` rule ${rule}`} (${reason})`,
  /** The outcome of a job's objects. */
  objects: {
    /** Codes come with their counts, the commonest first. */
    counted: ({
      failed,
      total,
      isComplete,
      isFailedComplete,
      codes,
    }: Readonly<Record<'failed' | 'total', number>> &
      Readonly<Record<'isComplete' | 'isFailedComplete', boolean>> & { codes: readonly string[] }) =>
      `${isFailedComplete ? '' : 'at least '}${failed} of ${isComplete ? '' : 'at least '}${total} ${total === 1 ? 'object' : 'objects'} failed` +
      (codes.length === 0 ? '' : `: ${codes.join(', ')}`),
    wanted: 'not counted yet',
    noTag: 'cannot be counted: the API gives no task type (Tag) of this job',
    /** `list`: the list of the API that was asked. */
    notListed: (list: string) => `not counted: no objects of this job were found in ${list}`,
    noneFailed: 'no object failed',
    noneCounted: 'no object could be counted',
    notAsked: 'not counted: one poll asks about a few jobs only',
    /** `action`: the right that is missing. */
    notCounted: (code: string, kind: string, action: string | undefined) =>
      `could not be counted: ${code} (${kind})${action === undefined ? '' : `; allow ${action}`}`,
  },
  waits: { poll: 'waits for its poll to end', evaluation: 'not notified yet' },
  held: (why: string) => `held: ${why}`,
  by: (what: string) => ` by ${what}`,
  /** Before a moment. */
  until: ' until ',
  notification: (messageId: string, receiver: string, fates: string) =>
    `${messageId} to ${receiver}: ${fates}`,
  /** A message that goes nowhere. */
  noChannel: 'no channel of this receiver takes its severity',
  rateCapped: (recipients: string, reason: string) =>
    `due for ${recipients}, and waits for the channel's rate (${reason})`,
  /** Outcome: null when it was cut off. */
  attempt: (number: number, recipient: string, outcome: string | null) =>
    `${number} to ${recipient}: ${outcome ?? 'cut off, outcome unknown'}`,
  opened: (incident: string | undefined, rule: string) =>
    `${incident === undefined ? '' : `${incident} `}opened by rule ${rule}`,
  notified: (receiver: string, kind: string) => `notified ${receiver}: ${kind}`,
  pruned: 'pruned since',
  heldFor: (receiver: string, why: string) => `not notified yet: ${receiver}, ${why}`,
  dropped: (receiver: string, reason: string) => `not notified: ${receiver}, ${reason}`,
  covered: (why: string) => `covered as a whole: ${why}`,
  uncovered: 'no longer covered by a silence or maintenance',
  acknowledged: (by: string) => `acknowledged by ${by}`,
  escalated: (receiver: string, reason: string) => `escalated to ${receiver}: ${reason}`,
  /** Why somebody was notified in place of a receiver. */
  fallback: {
    waited: (receiver: string, channel: string, age: string) =>
      `in place of ${receiver}, whose message by ${channel} waited for ${age}`,
    'given-up': (receiver: string, channel: string) =>
      `in place of ${receiver}, whose message by ${channel} is undeliverable`,
    free: (receiver: string, channel: string) => `${receiver} can be reached by ${channel} again`,
  },
  /** `detail`: the recipient, and the person who asked for it. */
  resent: (detail: string) => `undeliverable before, to be sent again: ${detail}`,
  closed: {
    recovered: 'resolved: recovered',
    superseded: 'resolved: a newer run succeeded',
    manual: 'resolved manually',
    aged: 'resolved by age: nothing was new for long',
  } satisfies Record<ClosedReason, string>,
  closedBy: (by: string) => `resolved manually by ${by}`,
  flapping: 'a job flaps: single changes send no notification',
  settled: (state: string) => `the job that flapped has settled in ${state}`,
};

export type TimelineWords = typeof ENGLISH;
