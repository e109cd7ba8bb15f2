import type { Mute } from '../../mute/mute.ts';
import type { SilenceSubject } from '../../mute/silence.ts';
import type { Mutes } from '../../mute/mutes.ts';
import type { Action } from './action.ts';
import type { EvaluationInput, MuteStep } from './evaluation.ts';
import type { Incident } from '../incident.ts';
import { changeHolds, isHeld, isMuted, isPending, type Hold, type Member } from '../member.ts';

/**
 * Finds out which jobs silences and maintenance cover. The decisions of each covered job are held. A mute may no
 * longer cover all jobs of an open incident that it once covered. That is an update of its own.
 */
export function applyMutes(incident: Incident, { mutes, now }: EvaluationInput): MuteStep {
  const isClosed = incident.state === 'closed';
  // Nobody needs to know of a closed incident that a silence has begun.
  const next = isClosed ? Infinity : (mutes.nextStart ?? Infinity);
  if (!mayBeMuted(incident, mutes)) return { incident, actions: [], next, mute: undefined };
  const actions: Action[] = [];
  const covered: Covered[] = [];
  const members = incident.members.map((member) => {
    if (!isClosed && !isHeld(member) && !isPending(member)) return member;
    const mute = mutes.ofJob(subjectOf(incident, member));
    covered.push({ mute, since: member.single?.joinedAt ?? -Infinity });
    const changed = hold(member, mute);
    actions.push(...changed.actions);
    return changed.member;
  });
  if (incident.kind === 'condition')
    covered.push({ mute: mutes.ofJob(subjectOf(incident)), since: -Infinity });
  const noted = note({ ...incident, members }, covered, now);
  const until = Math.min(...covered.map(({ mute }) => mute?.until ?? Infinity));
  const [first] = activeOf(covered);
  return {
    incident: noted.incident,
    actions: [...actions, ...noted.actions],
    next: Math.min(next, until),
    mute: noted.incident.isSilenced && first !== undefined ? { ...first, until } : undefined,
  };
}

/** Returns the mute of a receiver's whole part in an incident; undefined when none covers all of it. */
export function muteFor(
  members: readonly Member[],
  { incident, mutes }: { incident: Incident; mutes: Mutes },
): Mute | undefined {
  if (!mutes.coversJobs || incident.kind === 'condition') return undefined;
  const all = members.map((member) => mutes.ofJob(subjectOf(incident, member)));
  const [first] = all;
  if (first === undefined || all.includes(undefined)) return undefined;
  return { ...first, until: Math.min(...all.map((mute) => mute?.until ?? Infinity)) };
}

/** A job of the incident, or the condition, with what covers it now. */
interface Covered {
  mute: Mute | undefined;
  /** Since when it is in the incident. */
  since: number;
}

function mayBeMuted({ silencedSince, members }: Incident, mutes: Mutes): boolean {
  if (mutes.coversJobs || silencedSince !== undefined) return true;
  return members.some(({ parts }) => parts.some(({ pending }) => pending.some(isMuted)));
}

function hold(member: Member, mute: Mute | undefined): { member: Member; actions: readonly Action[] } {
  const same = { member, actions: [] };
  if (member.single === undefined) return same;
  const { job } = member.single;
  const holds = member.parts.flatMap(({ pending }) => pending);
  if (mute === undefined || mute.reason === 'quiet') {
    if (!holds.some(isMuted)) return same;
    const freed = changeHolds(member, (before) => (isMuted(before) ? 'none' : before));
    return { member: freed, actions: [{ do: 'unmute-member', job }] };
  }
  const { reason, by } = mute;
  if (!holds.some((before) => before !== reason && before !== 'flapping')) return same;
  const held = changeHolds(member, (before) => (before === 'flapping' ? before : reason));
  return { member: held, actions: [{ do: 'mute-member', job, reason, by }] };
}

function note(
  incident: Incident,
  covered: readonly Covered[],
  now: number,
): { incident: Incident; actions: readonly Action[] } {
  const active = activeOf(covered);
  const [mute] = active;
  const { silencedSince, pendingUpdate, state } = incident;
  const isSilenced = covered.length > 0 && active.length === covered.length;
  // A job that joined later and is not covered ends no silence: its decision is notified as any other.
  const hasEnded =
    silencedSince !== undefined &&
    covered.some((one) => one.mute === undefined && one.since <= silencedSince);
  const actions: Action[] = [];
  const { reason, by } = reasonOf(mute);
  if (isSilenced && !incident.isSilenced)
    actions.push({ do: 'begin-silence', reason, by, until: mute?.until ?? now });
  if (hasEnded) actions.push({ do: 'end-silence', reason, by });
  const isUpdate = hasEnded && state === 'open' && pendingUpdate === undefined;
  return {
    incident: { ...incident, isSilenced, ...(isUpdate && { pendingUpdate: 'silence-ended' }) },
    actions,
  };
}

function activeOf(covered: readonly Covered[]): readonly Mute[] {
  return covered.flatMap(({ mute }) => mute ?? []);
}

/** Silences and maintenance come before quiet times, which cover no single job. */
function reasonOf(mute: Mute | undefined) {
  const reason: Extract<Hold, 'silenced' | 'maintenance'> =
    mute?.reason === 'maintenance' ? 'maintenance' : 'silenced';
  return { reason, by: mute?.by };
}

/** Returns the values that a silence matches, of a job of an incident or of a condition. */
function subjectOf(incident: Incident, member?: Member): SilenceSubject {
  const { labels, rule, severity, id } = incident;
  return { ...labels, rule, severity, incident: id, ...member?.single?.subject };
}
