import type { Mute } from '../core/incident/incident.ts';
import type { StoredIncident } from '../store/incidents/incidents.ts';
import { mutableMembers } from '../store/incidents/muted-members.ts';
import type { WriteTransaction } from '../store/sqlite/store.ts';
import type { Pass } from './base/context.ts';
import { toSubject } from './mute-incident.ts';

/** What covers all of a receiver's part in an incident, though not all of that; undefined when nothing does. */
export async function muteThread(
  trx: WriteTransaction,
  incident: StoredIncident,
  { receiver, isOver, pass }: { receiver: string; isOver: boolean; pass: Pass },
): Promise<Mute | undefined> {
  if (!pass.mutes.coversJobs || incident.kind === 'condition') return undefined;
  const members = await mutableMembers(trx, { incident: incident.id, receiver, isOver });
  const mutes = members.map((member) => pass.mutes.ofJob(toSubject(incident, member, pass)));
  const [first] = mutes;
  if (first === undefined || mutes.includes(undefined)) return undefined;
  return { ...first, until: Math.min(...mutes.map((mute) => mute?.until ?? Infinity)) };
}
