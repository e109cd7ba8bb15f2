import type { SuppressReason } from '../../rule/decide.ts';
import type { ClosedReason, HoldReason, Resolution, NotificationKind } from '../lifecycle.ts';
import type { Mute } from '../../mute/mute.ts';
import type { Instant } from '../../../platform/time.ts';
import type { NotifyReason } from './plan-thread.ts';

/** A decision of an evaluation, or of a person. `apply` carries them out in order. */
export type Action =
  /** Ends the flapping of a job that kept the state for which it is in the incident. */
  | { do: 'settle-member'; job: number; state: string }
  /** Ends the flapping of a job together with its part. `by` is its new state, or empty when nobody sees it any more. */
  | { do: 'resolve-member'; job: number; state: string; how: Resolution; by: string; at: Instant }
  /** `actor` is who closes it, and their comment. `undefined` when it closes by itself. */
  | { do: 'close'; reason: ClosedReason; actor?: string }
  | { do: 'acknowledge'; actor: string }
  /** Brings in a receiver because nobody acknowledged in time. */
  | { do: 'escalate'; receiver: string }
  /** Holds the pending decisions on a job, but for those that flapping holds. */
  | { do: 'mute-member'; job: number; reason: MuteReason; by: string | undefined }
  /** Frees the pending decisions on a job that a silence or maintenance held. */
  | { do: 'unmute-member'; job: number }
  /** Gives up the decisions that this holds, on one job or (`undefined`) on all. */
  | { do: 'drop-member'; job: number | undefined; reason: MuteReason | 'flapping' }
  /** Notes that a silence or maintenance covers all of the incident. */
  | { do: 'begin-silence'; reason: MuteReason; by: string | undefined; until: Instant }
  | { do: 'end-silence'; reason: MuteReason; by: string | undefined }
  | Notify
  /** `isNew` unless this is the last thing that is known of the thread. */
  | {
      do: 'hold';
      receiver: string;
      reason: HoldReason;
      by: string | undefined;
      until: Instant;
      isNew: boolean;
    }
  /** Gives up the pending decisions of a receiver. A message that could not be made leaves the `thread` as if it was. */
  | { do: 'drop'; receiver: string; reason: SuppressReason; thread: 'as-before' | 'notified' | 'closed' }
  /** `at` is undefined when nothing can come with time alone. */
  | { do: 'evaluate-again'; at: Instant | undefined };

export type MuteReason = Exclude<Mute['reason'], 'quiet'>;

/** Puts a message into the outbox, or rewrites the last one while no server was offered it. */
export interface Notify {
  do: 'notify';
  receiver: string;
  kind: NotificationKind;
  reason: NotifyReason;
  /** The number of the message in its thread, counted from 1. */
  place: number;
  /** The receiver's jobs in all, and those that the incident still holds. */
  jobs: number;
  unresolved: number;
}
