import { DURATION_UNITS } from '../../render/words/duration-units.ts';
import type { ExplainWords } from './catalogue.ts';

/** Stories in English. */
export const ENGLISH: ExplainWords = {
  tag: 'en',
  units: DURATION_UNITS.en,
  list: (parts) => parts.join(', '),
  note: (what, note) => `${what} (${note})`,
  answer: (attempt, response) => `${attempt}: ${response}`,
  states: { open: 'unacknowledged', acknowledged: 'acknowledged', closed: 'resolved' },
  fates: { pending: 'waiting', claimed: 'on its way', sent: 'sent', dead: 'undeliverable' },
  notes: {
    vanished: 'vanished: no longer listed by the API',
    'found-again': 'found again',
    'follow-ended': 'no longer followed: open for longer than followFor',
  },
  changed: (field, before, after) => `${field} "${before}" -> "${after}"`,
  firstSeen: (state) => `first seen ${state}`,
  seenAgain: (state) => `seen again as ${state}, after it was no longer listed or followed`,
  moved: (from, to, lasted) => `${from} -> ${to}${lasted === undefined ? '' : ` after ${lasted}`}`,
  baseline: ', by the initial scan (baseline)',
  poll: (pollId) => `, poll ${pollId}`,
  nobody: 'nobody to notify: no rule asks for this state',
  decision: ({ isNotified, receiver, rule, reason }) =>
    `${isNotified ? 'notify' : 'do not notify'}${receiver === null ? '' : ` receiver ${receiver}`}:` +
    `${rule === null ? '' : ` rule ${rule}`} (${reason})`,
  objects: {
    counted: ({ failed, total, isComplete, isFailedComplete, codes }) =>
      `${isFailedComplete ? '' : 'at least '}${failed} of ${isComplete ? '' : 'at least '}${total} ${total === 1 ? 'object' : 'objects'} failed` +
      (codes.length === 0 ? '' : `: ${codes.join(', ')}`),
    wanted: 'not counted yet',
    noTag: 'cannot be counted: the API tells no task type (Tag) of this job',
    notListed: (list) => `not counted: no objects of this job were found in ${list}`,
    noneFailed: 'no object failed',
    noneCounted: 'no object could be counted',
    notAsked: 'not counted: one poll asks about a few jobs only',
    notCounted: (code, kind, action) =>
      `could not be counted: ${code} (${kind})${action === undefined ? '' : `; allow ${action}`}`,
  },
  waitsForPoll: 'waits for its poll to end',
  notYet: 'not notified yet',
  held: (why) => `held: ${why}`,
  by: (what) => ` by ${what}`,
  until: (when) => ` until ${when}`,
  notification: (messageId, receiver, fates) => `${messageId} to ${receiver}: ${fates}`,
  rateCapped: (recipients, reason) => `due for ${recipients}, and waits for the channel's rate (${reason})`,
  attempt: (number, recipient, outcome) =>
    `${number} to ${recipient}: ${outcome ?? 'cut off, outcome unknown'}`,
  incident: ({ id, rule, severity, state, group, since }) =>
    `incident ${id}: ${state}, since ${since}, by rule ${rule} (${severity}); ${group}`,
  opened: (id, rule) => `${id} opened by rule ${rule}`,
  notified: ({ who, kind, fate }) => `notified ${who}: ${kind}, ${fate}`,
  pruned: 'pruned since',
  heldFor: (receiver, why) => `not notified yet: ${receiver}, ${why}`,
  dropped: (receiver, reason) => `not notified: ${receiver}, ${reason}`,
  covered: (why) => `covered as a whole: ${why}`,
  uncovered: 'no longer covered by a silence or maintenance',
  acknowledged: (by) => `acknowledged by ${by}`,
  escalated: (receiver, reason) => `escalated to ${receiver}: ${reason}`,
  resent: (detail) => `undeliverable before, to be sent again: ${detail}`,
  closed: (reason) => `resolved: ${reason}`,
  flapping: 'a job flaps: single changes send no notification',
  settled: (state) => `the job that flapped has settled in ${state}`,
};
