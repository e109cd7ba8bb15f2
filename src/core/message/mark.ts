import { incidentEnd, type IncidentEnd } from '../incident/incident-end.ts';
import type { Message } from './message.ts';

/** A word that sets a mail apart from a plain update of a job. It stands before the subject and on top of the mail. */
export type Mark =
  | 'test'
  | 'reachable'
  | 'firstLook'
  | 'reminder'
  | 'flapping'
  | 'settled'
  | 'escalated'
  | 'tooLong'
  | ClosingMark;

/** The end of an incident that has a mark. */
export type ClosingMark = Exclude<IncidentEnd, 'aged'>;

/** Returns the mark of `message`. `undefined` for a plain update, for a report, and for a test that repeats nothing. */
export function markOf(message: Message): Mark | undefined {
  const { kind, story } = message;
  if (message.test?.of !== undefined) return 'test';
  if (message.fallback?.reason === 'free') return 'reachable';
  switch (kind) {
    case 'test':
    case 'report':
      return undefined;
    case 'baseline':
      return 'firstLook';
    case 'reminder':
      return 'reminder';
    case 'closing':
      return closingMark(message);
    case 'escalation':
      // A message about several incidents says so in its title.
      return message.report === undefined ? 'escalated' : undefined;
    case 'opening':
    case 'update':
      if (story?.reason === 'flapping' || story?.reason === 'settled') return story.reason;
      return isOverdue(message) ? 'tooLong' : undefined;
  }
}

/** Returns the end of a closing message's incident. */
export function closingMark({ story, jobs }: Message): ClosingMark {
  const end = incidentEnd(
    story?.closed?.reason ?? 'recovered',
    jobs.flatMap(({ ended }) => ended ?? []),
  );
  return end === 'aged' ? 'ended' : end;
}

/** Says whether all its jobs are in their state for too long. */
export function isOverdue({ jobs }: Message): boolean {
  return (
    jobs.length > 0 &&
    jobs.every(({ reason }) => reason === 'too-long' || reason === 'escalated') &&
    jobs.some(({ reason }) => reason === 'too-long')
  );
}
