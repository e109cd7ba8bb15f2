import type { Action } from './action.ts';
import { unchanged, type Step } from './evaluation.ts';
import type { Incident } from '../incident.ts';
import { changeHolds, isHeld, isMuted, type Hold } from '../member.ts';

/**
 * Gives up what was muted until it was over: until its job's part had ended, or all of the incident. Flapping jobs notify
 * when they have settled; once the incident is closed, that is nobody's business any more.
 */
export function dropOver(incident: Incident): Step {
  const isClosed = incident.state === 'closed';
  const isOver = (hold: Hold) => isMuted(hold) || (isClosed && hold === 'flapping');
  const dropped: Action[] = [];
  let hasFlapping = false;
  const members = incident.members.map((member) => {
    if (isHeld(member) && !isClosed) return member;
    const holds = new Set(member.parts.flatMap(({ pending }) => pending).filter(isOver));
    if (holds.size === 0) return member;
    for (const hold of holds) {
      if (isMuted(hold) && member.single !== undefined)
        dropped.push({ do: 'drop-member', job: member.single.job, reason: hold });
      if (hold === 'flapping') hasFlapping = true;
    }
    return changeHolds(member, (hold) => (isOver(hold) ? undefined : hold));
  });
  if (hasFlapping) dropped.push({ do: 'drop-member', job: undefined, reason: 'flapping' });
  return { ...unchanged({ ...incident, members }), actions: dropped };
}
