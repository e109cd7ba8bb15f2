import type { BlockedRecipient, DeadRecipient, ServerAnswer } from '../delivery/refused-mail.ts';
import { DAY, MINUTE, SECOND, type Duration, type Instant } from '../../platform/time.ts';

/** Under which a refused configuration is kept until one is used. */
export const REFUSED_CONFIG = 'refused-config';

/** The name that stands in place of a rule's where the watcher tells of itself. */
export const WATCHDOG = 'watchdog';

/** What the watcher knows of itself. A part that is undefined is not known now: what was found then stands. */
export interface SelfCheckReadings {
  targets: readonly TargetHealth[];
  outbox: OutboxHealth;
  /** Addresses in use that alone keep their messages from being taken. */
  blockedRecipients: readonly BlockedRecipient[];
  /** Addresses in use that messages were refused for, for good, and are not delivered since. */
  deadRecipients: readonly DeadRecipient[];
  unknownStates: readonly { target: string; states: readonly string[] }[];
  vanished: readonly { target: string; jobIds: readonly string[] }[];
  /** Temporary keys that end soon and could not be renewed. */
  endingKeys: readonly { credentials: string; endsAt: Instant }[] | undefined;
  refusedConfig: { at: Instant; problems: string } | undefined;
}

export interface TargetHealth {
  name: string;
  /** Failed polls in a row. */
  failedPolls: number;
  failingSince: Instant | undefined;
  fault: FaultReading | undefined;
  /** Own clock minus the server's. */
  clockSkew: Duration | undefined;
}

export interface FaultReading {
  reason: string;
  code: string;
  message: string;
  hint?: string | undefined;
}

/** The outbox as far as the channel is concerned: what waits for one recipient's sake is left out. */
export interface OutboxHealth {
  /** Entries not delivered yet. */
  pending: number;
  /** When the oldest of those was made that were tried in vain; undefined when none was. */
  failingSince: Instant | undefined;
  /** When the oldest of all was made. */
  pendingSince: Instant | undefined;
  lastAttemptAt: Instant | undefined;
  /** To the oldest that was tried in vain. */
  answer: ServerAnswer | undefined;
}

export interface WatchdogLimits {
  unreadableAfter: number;
  outboxAfter: Duration;
}

/** Something that is wrong with the watching itself, for as long as it lasts. */
export type WatchdogCondition =
  | {
      kind: 'target-unreadable' | 'credentials-refused';
      target: string;
      polls: number;
      since: Instant;
      fault: FaultReading;
    }
  | { kind: 'credentials-ending'; credentials: string; endsAt: Instant }
  | {
      kind: 'outbox-blocked';
      entries: number;
      since: Instant;
      answer: ServerAnswer | undefined;
    }
  | ({ kind: 'recipient-blocked' } & BlockedRecipient)
  | { kind: 'dead-letters'; recipients: readonly DeadRecipient[] }
  | { kind: 'unknown-state'; target: string; states: readonly string[] }
  | { kind: 'jobs-vanished'; target: string; jobIds: readonly string[] }
  | { kind: 'clock-skew'; skew: Duration }
  | { kind: 'config-refused'; at: Instant; problems: string }
  | {
      kind: 'store-not-writable';
      since: Instant;
      until: Instant;
      fault: FaultReading;
    };

/** Finds what is wrong now. `isOpen` tells of a key whether an incident of it is open. */
export function findConditions(
  readings: SelfCheckReadings,
  context: {
    limits: WatchdogLimits;
    isOpen: (key: string) => boolean;
    now: Instant;
  },
): WatchdogCondition[] {
  const { limits, isOpen, now } = context;
  const { refusedConfig } = readings;
  return [
    ...readings.targets.flatMap((target) => unreadable(target, limits, isOpen)),
    ...(readings.endingKeys ?? []).map((ending) => ({ kind: 'credentials-ending' as const, ...ending })),
    ...outboxConditions(readings.outbox, limits, now),
    ...recipientConditions(readings, limits, now),
    ...readings.unknownStates.map((unknown) => ({ kind: 'unknown-state' as const, ...unknown })),
    ...readings.vanished.map((vanished) => ({ kind: 'jobs-vanished' as const, ...vanished })),
    ...skewed(readings.targets, isOpen),
    ...(refusedConfig === undefined ? [] : [{ kind: 'config-refused' as const, ...refusedConfig }]),
  ];
}

/**
 * Names the incident of a condition: one cause, one key, whatever else changes. A target that cannot be read is one
 * cause from the first failed poll to the last, also when what it says changes.
 */
export function keyOf(condition: WatchdogCondition): string {
  switch (condition.kind) {
    case 'target-unreadable':
    case 'credentials-refused':
      return unreadableKey(condition.target);
    case 'unknown-state':
    case 'jobs-vanished':
      return JSON.stringify([condition.kind, condition.target]);
    case 'credentials-ending':
      return JSON.stringify([condition.kind, condition.credentials]);
    case 'recipient-blocked':
      return JSON.stringify([condition.kind, condition.recipient]);
    case 'outbox-blocked':
    case 'dead-letters':
    case 'config-refused':
    case 'store-not-writable':
      return JSON.stringify([condition.kind]);
    case 'clock-skew':
      return CLOCK_KEY;
  }
}

/**
 * What a condition consists of, as far as each part is news by itself: who closed its incident knows these, and no
 * others that come later. Each begins with the key.
 */
export function partsOf(condition: WatchdogCondition): readonly string[] {
  const key = keyOf(condition);
  switch (condition.kind) {
    case 'dead-letters':
      // An address that took a message and is refused again is news.
      return condition.recipients.flatMap(({ recipient, refusedSince }) => [
        `${key} ${recipient}`,
        ...(refusedSince === undefined ? [] : [`${key} ${recipient} ${refusedSince}`]),
      ]);
    case 'unknown-state':
      return condition.states.map((state) => `${key} ${state}`);
    case 'jobs-vanished':
      return condition.jobIds.map((jobId) => `${key} ${jobId}`);
    case 'config-refused':
      return [`${key} ${condition.at}`];
    case 'target-unreadable':
    case 'credentials-refused':
    case 'credentials-ending':
    case 'outbox-blocked':
    case 'recipient-blocked':
    case 'clock-skew':
    case 'store-not-writable':
      return [key];
  }
}

/** Whether the facts can tell that a condition of this key is over. */
export function isJudged(key: string, { endingKeys }: SelfCheckReadings): boolean {
  return endingKeys !== undefined || !key.startsWith('["credentials-ending"');
}

const CLOCK_KEY = JSON.stringify(['clock-skew']);
const MOST_SKEW: Duration = MINUTE;
/** A clock that is told of must come this near before that is over: else it would come and go at the edge. */
const SETTLED_SKEW: Duration = 30 * SECOND;

function unreadableKey(target: string): string {
  return JSON.stringify(['unreadable', target]);
}

/** Refused credentials do not pass by themselves: they are told at once. */
function unreadable(
  { name, failedPolls, failingSince, fault }: TargetHealth,
  { unreadableAfter }: WatchdogLimits,
  isOpen: (key: string) => boolean,
): WatchdogCondition[] {
  if (failedPolls === 0 || failingSince === undefined || fault === undefined) return [];
  const isRefused = fault.reason === 'auth';
  if (failedPolls < unreadableAfter && !isRefused && !isOpen(unreadableKey(name))) return [];
  const kind = isRefused ? 'credentials-refused' : 'target-unreadable';
  return [{ kind, target: name, polls: failedPolls, since: failingSince, fault }];
}

/** An address whose last message was refused for good is told of for so long. */
export const FORGET_DEAD: Duration = 30 * DAY;

/** The addresses that an incident of dead letters was about, by the parts that are kept of it. */
export function deadAddresses(parts: Iterable<string>): string[] {
  const key = `${keyOf({ kind: 'dead-letters', recipients: [] })} `;
  const addresses = [...parts].filter((part) => part.startsWith(key)).map((part) => part.split(' ')[1] ?? '');
  return [...new Set(addresses)];
}

/** The addresses that a condition is about. Whoever has no other cannot be told of it by mail. */
export function concernedAddresses(condition: WatchdogCondition): readonly string[] {
  if (condition.kind === 'recipient-blocked') return [condition.recipient];
  if (condition.kind === 'dead-letters') return condition.recipients.map(({ recipient }) => recipient);
  return [];
}

/** What is wrong with single addresses. The channel works for all others. */
function recipientConditions(
  { blockedRecipients, deadRecipients }: Pick<SelfCheckReadings, 'blockedRecipients' | 'deadRecipients'>,
  { outboxAfter }: Pick<WatchdogLimits, 'outboxAfter'>,
  now: Instant,
): WatchdogCondition[] {
  return [
    ...blockedRecipients
      .filter(({ since }) => since <= now - outboxAfter)
      .map((blocked) => ({ kind: 'recipient-blocked' as const, ...blocked })),
    ...(deadRecipients.length > 0 ? [{ kind: 'dead-letters' as const, recipients: deadRecipients }] : []),
  ];
}

/**
 * Whether mails leave at all. Nothing else may call the channel well. An outbox that is only long, for the mail server
 * is offered so many a minute, is not blocked.
 */
export function outboxConditions(
  outbox: OutboxHealth,
  { outboxAfter }: Pick<WatchdogLimits, 'outboxAfter'>,
  now: Instant,
): WatchdogCondition[] {
  const { pending, failingSince, pendingSince, lastAttemptAt = -Infinity, answer } = outbox;
  const before = now - outboxAfter;
  const isUntried = pendingSince !== undefined && pendingSince <= before && lastAttemptAt <= before;
  const since = failingSince !== undefined && failingSince <= before ? failingSince : undefined;
  if (since === undefined && !isUntried) return [];
  return [{ kind: 'outbox-blocked', entries: pending, since: since ?? pendingSince ?? now, answer }];
}

function skewed(targets: readonly TargetHealth[], isOpen: (key: string) => boolean): WatchdogCondition[] {
  const skews = targets.flatMap(({ clockSkew }) => clockSkew ?? []);
  const worst = skews.toSorted((a, b) => Math.abs(b) - Math.abs(a))[0];
  if (worst === undefined || Math.abs(worst) <= (isOpen(CLOCK_KEY) ? SETTLED_SKEW : MOST_SKEW)) return [];
  return [{ kind: 'clock-skew', skew: worst }];
}
