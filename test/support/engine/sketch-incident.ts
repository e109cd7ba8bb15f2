import { Mutes } from '../../../src/core/mute/mutes.ts';
import { USUAL_POLICY } from '../../../src/engine/context/policies.ts';
import type { Severity } from '../../../src/core/severity.ts';
import type { Policy } from '../../../src/core/rule/rule.ts';
import type { Silence } from '../../../src/core/mute/silence.ts';
import type { Action } from '../../../src/core/incident/evaluate/action.ts';
import type { EvaluationInput } from '../../../src/core/incident/evaluate/evaluation.ts';
import type { Incident } from '../../../src/core/incident/incident.ts';
import type { Hold, Member, MemberPart, SingleMember } from '../../../src/core/incident/member.ts';
import type { Thread } from '../../../src/core/incident/thread.ts';
import { DAY, HOUR, MINUTE, type Instant } from '../../../src/platform/time.ts';

/** The moment at which tables evaluate. */
export const NOW: Instant = 100 * DAY;

/** An incident of one paused job that opened just now, which nobody was notified of. */
export function sketchIncident(changes: Partial<Incident> = {}): Incident {
  return {
    row: 1,
    id: 'incident-1',
    kind: 'jobs',
    rule: 'failures',
    labels: { target: 'media' },
    severity: 'critical',
    title: 'Paused: nightly',
    condition: undefined,
    state: 'open',
    openedAt: NOW,
    acknowledged: undefined,
    closed: undefined,
    groupKey: '[]',
    lastJoinedAt: NOW,
    firstNotifiedAt: undefined,
    previousNotifiedAt: undefined,
    pendingUpdate: undefined,
    isSilenced: false,
    silencedSince: undefined,
    isUnderWay: false,
    members: [sketchMember()],
    threads: [sketchThread()],
    ...changes,
  };
}

/** The same an hour later: everybody was notified of all of it. */
export function sketchNotifiedIncident(changes: Partial<Incident> = {}): Incident {
  const before = NOW - HOUR;
  return sketchIncident({
    openedAt: before,
    lastJoinedAt: before,
    firstNotifiedAt: before,
    members: [sketchMember({ parts: [notified()] })],
    threads: [sketchThread({ messages: 1, notifiedAt: before })],
    ...changes,
  });
}

export function sketchMember(changes: Partial<Member> = {}): Member {
  return {
    jobs: 1,
    awaits: 'move',
    resolution: undefined,
    parts: [pending()],
    single: undefined,
    ...changes,
  };
}

/** A decision that is still to be notified. */
export function pending(hold: Hold = 'none', receiver = 'oncall'): MemberPart {
  return { receiver, isNotified: false, pending: [hold] };
}

export function notified(receiver = 'oncall'): MemberPart {
  return { receiver, isNotified: true, pending: [] };
}

export function sketchSingle(changes: Partial<SingleMember> = {}): SingleMember {
  return {
    job: 7,
    joinedAt: NOW - HOUR,
    subject: { name: 'nightly', state: 'Pause' },
    flapping: undefined,
    ...changes,
  };
}

export function sketchThread(changes: Partial<Thread> = {}): Thread {
  return {
    receiver: 'oncall',
    via: 'rule',
    ordinal: 1,
    messages: 0,
    notifiedAt: undefined,
    isClosed: false,
    subject: undefined,
    unoffered: undefined,
    lastHold: undefined,
    ...changes,
  };
}

export interface InputSketch {
  policy?: Partial<Policy>;
  /** Of jobs with this name, for an hour. */
  silenced?: string;
  /** Until when it is quiet. */
  quietUntil?: Instant;
  receivers?: readonly string[];
  /** The severities that the receivers take. Left out: all. */
  severities?: readonly Severity[];
}

const BY_MAIL = { channel: 'email', recipients: ['oncall@example.com'] };

export function sketchInput(sketch: InputSketch = {}): EvaluationInput {
  const { policy, silenced, quietUntil, receivers = ['oncall', 'lead'], severities } = sketch;
  return {
    policy: { ...USUAL_POLICY, ...policy },
    mutes: new Mutes({
      silences: silenced === undefined ? [] : [silenceOf(silenced)],
      maintenance: [],
      maintenanceAfter: () => undefined,
      quietUntil: () => quietUntil,
      now: NOW,
    }),
    receiverOf: (name) =>
      receivers.includes(name) ? { name, routes: [{ ...BY_MAIL, severities }] } : undefined,
    now: NOW,
  };
}

function silenceOf(name: string): Silence {
  return {
    id: 3,
    matchers: [{ key: 'name', glob: name }],
    from: NOW - MINUTE,
    until: NOW + HOUR,
    author: 'ada',
    comment: '',
  };
}

/** The decisions on an incident, as `inWords` names them. */
export type EvaluationCase = [
  title: string,
  incident: Incident,
  input: InputSketch,
  decided: readonly string[],
];

/** Each action in a few words, as tables name them; when to evaluate again in minutes from now. */
export function inWords(actions: readonly Action[]): string[] {
  return actions.map((action) => {
    switch (action.do) {
      case 'settle-member':
        return `settle ${action.job}`;
      case 'resolve-member':
        return `resolve ${action.job} ${action.how}`;
      case 'close':
        return `close ${action.reason}${action.actor === undefined ? '' : ` by ${action.actor}`}`;
      case 'acknowledge':
        return `acknowledge by ${action.actor}`;
      case 'mute-member':
        return `mute ${action.job} ${action.by}`;
      case 'unmute-member':
        return `unmute ${action.job}`;
      case 'drop-member':
        return `drop ${action.job ?? 'all'} ${action.reason}`;
      case 'begin-silence':
      case 'end-silence':
        return `${action.do} ${action.reason}`;
      case 'escalate':
        return `escalate to ${action.receiver}`;
      case 'notify':
        return `${action.kind} to ${action.receiver}: ${action.reason}`;
      case 'hold':
      case 'drop':
        return `${action.do} ${action.receiver}: ${action.reason}`;
      case 'evaluate-again':
        return action.at === undefined ? 'never again' : `again in ${minutes(action.at - NOW)}`;
    }
  });
}

function minutes(span: number): string {
  return span < MINUTE ? 'a moment' : `${span / MINUTE} min`;
}
