import type { Mute } from '../core/incident/incident.ts';
import type { StoredIncident } from '../store/incidents/incidents.ts';
import { mutableMembers } from '../store/incidents/muted-members.ts';
import type { WriteTransaction } from '../store/sqlite/store.ts';
import type { EvaluationContext } from './base/evaluation-context.ts';
import { toSubject } from './mute-incident.ts';

/** What covers all of a receiver's part in an incident, though not all of that; undefined when nothing does. */
export async function muteThread(
  trx: WriteTransaction,
  incident: StoredIncident,
  { receiver, isOver, context }: { receiver: string; isOver: boolean; context: EvaluationContext },
): Promise<Mute | undefined> {
  if (!context.mutes.coversJobs || incident.kind === 'condition') return undefined;
  const members = await mutableMembers(trx, { incident: incident.id, receiver, isOver });
  const mutes = members.map((member) => context.mutes.ofJob(toSubject(incident, member, context)));
  const [first] = mutes;
  if (first === undefined || mutes.includes(undefined)) return undefined;
  return { ...first, until: Math.min(...mutes.map((mute) => mute?.until ?? Infinity)) };
}
