import { KNOWN_STATES } from '../job/state.ts';
import { matchesGlob } from '../../platform/text/glob.ts';
import { nameMeant } from '../../platform/text/name-meant.ts';
import { SEVERITIES } from '../severity.ts';
import type { SilenceKey, SilenceMatcher } from './silence.ts';

/**
 * Returns the matchers that somebody meant by typed ones: known names, in any case. A silence compares letter by
 * letter, and would silently cover nothing. Everything else, patterns above all, stays as it was typed.
 */
export function matchersMeant(
  matchers: readonly SilenceMatcher[],
  targets: readonly string[],
): readonly SilenceMatcher[] {
  return matchers.map(({ key, glob }) => {
    // Ids of incidents are made in lower case.
    if (key === 'incident') return { key, glob: glob.toLowerCase() };
    return { key, glob: nameMeant(glob, knownValues(key, targets)) ?? glob };
  });
}

/** Says whether a matcher asks for what nothing is called: most likely it is mistyped. */
export function isMistyped({ key, glob }: SilenceMatcher, targets: readonly string[]): boolean {
  const known = knownValues(key, targets);
  return (key === 'target' || known.length > 0) && !known.some((name) => matchesGlob(glob, name));
}

/** Values that a key is known to have; empty where they cannot be known. */
export function knownValues(key: SilenceKey, targets: readonly string[]): readonly string[] {
  if (key === 'target') return targets;
  if (key === 'state') return KNOWN_STATES;
  if (key === 'type') return JOB_TYPES;
  return key === 'severity' ? SEVERITIES : [];
}

const JOB_TYPES: readonly string[] = ['Job', 'Workflow'];
