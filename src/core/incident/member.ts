import type { Awaits, ClosedReason, HoldReason, Resolution } from './lifecycle.ts';
import type { Mute } from '../mute/mute.ts';
import type { SilenceSubject } from '../mute/silence.ts';
import type { Instant } from '../../platform/time.ts';

/** A job's part in an incident. Jobs that stand alike are one member, unless it matters which job it is. */
export interface Member {
  /** The number of jobs that it stands for. */
  jobs: number;
  awaits: Awaits;
  /** The way in which its part ended; undefined while the incident holds it. */
  resolution: Resolution | undefined;
  /** The receivers of its decisions. What was suppressed does not count. */
  parts: readonly MemberPart[];
  /** The only job of the member, if it must be looked at alone: it flaps, or a silence may cover it. */
  single: SingleMember | undefined;
}

/** The decisions to notify one receiver of a member. */
export interface MemberPart {
  receiver: string;
  /** True when a message has carried some of it. */
  isNotified: boolean;
  /** The holds of its pending decisions, each once; empty when none is pending. */
  pending: readonly Hold[];
}

/** The hold of a pending decision. */
export type Hold = HoldReason | 'none';

export interface SingleMember {
  /** The job's number in the store. */
  job: number;
  joinedAt: Instant;
  /** The values that a silence matches. */
  subject: SilenceSubject;
  flapping: Flapping | undefined;
}

/** A job that changes its state so often that single changes notify nobody. */
export interface Flapping {
  /** The state for which it is in the incident. */
  memberState: string;
  state: string;
  /** The reason why the poll gave it up; undefined while it is followed, or ended. */
  gone: Extract<Resolution, 'vanished' | 'outlived'> | undefined;
  /** Undefined when every change was dated later than now, by a clock that has been set back since. */
  lastChangeAt: Instant | undefined;
}

export function isHeld({ resolution }: Member): boolean {
  return resolution === undefined;
}

/** Returns the members that a receiver was or is to be notified of. */
export function membersFor(members: readonly Member[], receiver: string): readonly Member[] {
  return members.filter((member) => partFor(member, receiver) !== undefined);
}

export function partFor({ parts }: Member, receiver: string): MemberPart | undefined {
  return parts.find((part) => part.receiver === receiver);
}

/** Says whether any decision on the member is pending, held or not. */
export function isPending({ parts }: Member): boolean {
  return parts.some(({ pending }) => pending.length > 0);
}

/** Says whether any member is still to leave its state, by itself or by somebody's hand. */
export function awaitsMove(members: readonly Member[]): boolean {
  return members.some((member) => isHeld(member) && member.awaits === 'move');
}

export function countJobs(members: readonly Member[]): number {
  return members.reduce((sum, { jobs }) => sum + jobs, 0);
}

/** Returns how these members ended; undefined while one has not. */
export function endOf(members: readonly Member[]): ClosedReason | undefined {
  if (members.some(isHeld)) return undefined;
  // Its jobs were pruned: nobody can say any more how they ended.
  if (members.length === 0) return 'aged';
  return members.every(({ resolution }) => resolution === 'superseded') ? 'superseded' : 'recovered';
}

/** Changes what holds the pending decisions of a member; `undefined` gives them up. A part without any decision is none. */
export function changeHolds(member: Member, change: (hold: Hold) => Hold | undefined): Member {
  const parts = member.parts.map((part) => {
    const holds = part.pending.flatMap((hold) => change(hold) ?? []);
    return { ...part, pending: [...new Set(holds)] };
  });
  return { ...member, parts: parts.filter((part) => part.isNotified || part.pending.length > 0) };
}

/** Says whether a silence or maintenance holds it. */
export function isMuted(hold: Hold): hold is Exclude<Mute['reason'], 'quiet'> {
  return hold === 'silenced' || hold === 'maintenance';
}
