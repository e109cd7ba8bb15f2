import type { Instant } from '../../platform/time.ts';
import { matchesGlob } from '../../platform/text/glob.ts';
import type { RuleMatch } from '../rule/rule.ts';

/** Values of a job and its incident that a silence matches. */
export const SILENCE_KEYS = [
  'target',
  'name',
  'type',
  'state',
  'code',
  'queueId',
  'workflowId',
  'jobId',
  'rule',
  'severity',
  'incident',
] as const;
export type SilenceKey = (typeof SILENCE_KEYS)[number];

/** A time in which what all its matchers match notifies nobody. */
export interface Silence {
  id: number;
  /** Empty when they are damaged in the store: then it silences nothing. */
  matchers: readonly SilenceMatcher[];
  from: Instant;
  until: Instant;
  author: string;
  comment: string;
  /** The person who ended it before its time; absent when nobody did. */
  ended?: { by: string; at: Instant } | undefined;
}

export interface SilenceMatcher {
  key: SilenceKey;
  glob: string;
}

/** The labels of something that would notify; several values where a job has several, none where it has none. */
export type SilenceSubject = Readonly<Partial<Record<SilenceKey, string | readonly string[]>>>;

/** Says whether it is still to come, holds, or is over; one that was ended before it began is over. */
export function silenceState({ from, until }: Silence, now: Instant): SilenceState {
  if (now >= until) return 'expired';
  return now < from ? 'pending' : 'active';
}

export const SILENCE_STATES = ['pending', 'active', 'expired'] as const;
export type SilenceState = (typeof SILENCE_STATES)[number];

export function isSilenced(silence: Silence, subject: SilenceSubject, now: Instant): boolean {
  if (now < silence.from || now >= silence.until) return false;
  const { matchers } = silence;
  return (
    matchers.length > 0 &&
    matchers.every(({ key, glob }) => [subject[key] ?? ''].flat().some((value) => matchesGlob(glob, value)))
  );
}

/** Says whether a rule's match, that of a maintenance for one, covers the subject. */
export function isCovered(match: RuleMatch, subject: SilenceSubject): boolean {
  const asked: readonly (readonly [SilenceKey, readonly string[]])[] = [
    ['state', match.states],
    ['target', match.targets],
    ['name', match.names],
    ['type', match.types],
    ['workflowId', match.workflowIds],
    ['queueId', match.queueIds],
    ['code', match.codes],
  ];
  return asked.every(
    ([key, globs]) =>
      globs.includes('*') ||
      [subject[key] ?? ''].flat().some((value) => globs.some((glob) => matchesGlob(glob, value))),
  );
}
