import { SEVERITIES } from '../alerts/severity.ts';
import type { SilenceMatcher } from '../alerts/silence.ts';
import { KNOWN_STATES } from '../jobs/state.ts';
import { nameMeant } from './name-meant.ts';

/**
 * What is meant by typed matchers: names that are known, in any case. A silence compares letter by letter, and would
 * silently cover nothing. Everything else, patterns above all, stays as it was typed.
 */
export function matchersMeant(
  matchers: readonly SilenceMatcher[],
  targets: readonly string[],
): readonly SilenceMatcher[] {
  const known = (key: SilenceMatcher['key']): readonly string[] => {
    if (key === 'target') return targets;
    if (key === 'state') return KNOWN_STATES;
    return key === 'severity' ? SEVERITIES : [];
  };
  return matchers.map(({ key, glob }) => {
    // Ids of incidents are made in lower case.
    if (key === 'incident') return { key, glob: glob.toLowerCase() };
    return { key, glob: nameMeant(glob, known(key)) ?? glob };
  });
}
