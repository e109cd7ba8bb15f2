import type { Mute } from '../core/incident/incident.ts';
import type { SilenceSubject } from '../core/mute/silence.ts';
import { dropMuted, muteJobDecisions, unmuteJobDecisions } from '../store/incidents/job-decisions.ts';
import { fromJson } from '../store/dialect/json.ts';
import { recordEvent, silencedSince } from '../store/incidents/incident-events.ts';
import { updateIncident, type StoredIncident } from '../store/incidents/incidents.ts';
import { hasMutedDecisions, mutableMembers, type MutableMember } from '../store/incidents/muted-members.ts';
import type { WriteTransaction } from '../store/sqlite/store.ts';
import type { Instant } from '../platform/time.ts';
import type { EvaluationContext } from './base/evaluation-context.ts';

/** What silences and maintenance do to an incident now. */
export interface IncidentMute {
  /** Given when they cover all of it. */
  mute: Mute | undefined;
  /** When the first of them ends; undefined when none covers any of it. */
  until: Instant | undefined;
}

/**
 * Finds out what silences and maintenance cover: the news of each covered job is held, and given up if it is over by
 * then; and when they no longer cover all that they once covered of an incident that is still open, that is news of
 * its own.
 */
export async function muteIncident(
  trx: WriteTransaction,
  incident: StoredIncident,
  context: EvaluationContext,
): Promise<IncidentMute> {
  const since = await silencedSince(trx, incident.id);
  const mayBeMuted = context.mutes.coversJobs || since !== undefined;
  if (!mayBeMuted && !(await hasMutedDecisions(trx, incident.id)))
    return { mute: undefined, until: undefined };
  const all = { incident: incident.id, isOver: incident.state === 'closed' };
  const members = incident.kind === 'condition' ? [undefined] : await mutableMembers(trx, all);
  const mutes = members.map((member) => context.mutes.ofJob(toSubject(incident, member, context)));
  for (const [index, member] of members.entries()) {
    if (member !== undefined) await hold(trx, { incident: incident.id, member, mute: mutes[index] }, context);
  }
  await dropMuted(trx, { incident: incident.id, isClosed: incident.state === 'closed' });
  const active = mutes.filter((mute) => mute !== undefined);
  const until = active.length === 0 ? undefined : Math.min(...active.map((mute) => mute.until));
  const isWhole = members.length > 0 && active.length === members.length;
  const hasEnded =
    since !== undefined &&
    members.some((member, index) => mutes[index] === undefined && wasThere(member, since));
  await note(trx, incident, { isWhole, hasEnded, mute: active[0], context });
  const mute = isWhole && until !== undefined && active[0] ? { ...active[0], until } : undefined;
  return { mute, until };
}

/** A job that joined later and is not covered ends no silence: it is news as any other. A condition is there from the start. */
function wasThere(member: MutableMember | undefined, since: Instant): boolean {
  return member === undefined || member.joinedAt <= since;
}

async function hold(
  trx: WriteTransaction,
  held: {
    incident: number;
    member: MutableMember;
    mute: Mute | undefined;
  },
  context: EvaluationContext,
): Promise<void> {
  const { incident, member, mute } = held;
  const jobOfIncident = { incident, job: member.row };
  if (mute === undefined || mute.reason === 'quiet') {
    if (member.held.some((before) => before === 'silenced' || before === 'maintenance'))
      await unmuteJobDecisions(trx, jobOfIncident);
  } else if (member.held.some((before) => before !== mute.reason && before !== 'flapping')) {
    context.stats.count(
      mute.reason,
      await muteJobDecisions(trx, jobOfIncident, { reason: mute.reason, by: mute.by }),
    );
  }
}

async function note(
  trx: WriteTransaction,
  incident: StoredIncident,
  noted: {
    isWhole: boolean;
    hasEnded: boolean;
    mute: Mute | undefined;
    context: EvaluationContext;
  },
): Promise<void> {
  const { isWhole, hasEnded, mute, context } = noted;
  if (isWhole !== (incident.silenced === 1))
    await updateIncident(trx, incident.id, { silenced: isWhole ? 1 : 0 });
  const event = {
    incident: incident.id,
    at: context.now,
    reason: mute?.reason ?? 'silenced',
    detail: mute?.by,
  };
  if (isWhole && incident.silenced === 0)
    await recordEvent(trx, { ...event, kind: 'silenced', until: mute?.until });
  if (!hasEnded) return;
  await recordEvent(trx, { ...event, kind: 'silence-ended' });
  if (incident.state === 'open' && incident.pending_news === null)
    await updateIncident(trx, incident.id, { pending_news: 'silence-ended' });
}

/** What a silence may ask of a job of an incident, or of a condition. */
export function toSubject(
  incident: StoredIncident,
  member: MutableMember | undefined,
  context: EvaluationContext,
): SilenceSubject {
  const labels = fromJson<SilenceSubject>(incident.labels);
  const ofIncident = {
    ...labels,
    rule: incident.rule,
    severity: incident.severity,
    incident: incident.public_id,
  };
  if (member === undefined) return ofIncident;
  const { job, state } = member;
  const { queueId, workflowIds } = context.details(job);
  const { name, type, jobId, code } = job;
  return { ...ofIncident, name, type, jobId, state, code, queueId, workflowId: workflowIds };
}
