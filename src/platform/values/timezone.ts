import { canonicalTimezone, likelyTimezones } from './likely-timezones.ts';
import type { Flaw } from '../document/problem.ts';

/**
 * Says why a text is no time zone here; `undefined` when it is one. Only `Area/City` names of IANA count, and UTC.
 * The runtime also takes abbreviations, and its `CST` is Chicago's: a name must mean what its reader thinks.
 */
export function timezoneProblem(value: string): Flaw | undefined {
  const canonical = canonicalTimezone(value);
  if (canonical !== undefined && isPlace(value, canonical)) return undefined;
  const isLegacy = canonical !== undefined && value.includes('/');
  const likely = likelyTimezones(value);
  return {
    message: isLegacy ? 'is no Area/City name of a time zone' : 'is not an IANA time zone',
    hint:
      likely.length === 0
        ? 'write a name such as UTC, Asia/Shanghai or Europe/Berlin'
        : `did you mean ${likely.join(' or ')}?`,
  };
}

/** The runtime ignores case and spells only canonical names. The pattern recognizes the others. */
function isPlace(value: string, canonical: string): boolean {
  if (value === 'UTC' || value === 'Etc/UTC') return true;
  if (value.toLowerCase() === canonical.toLowerCase()) return value === canonical && AREA.test(value);
  return AREA.test(value) && value.split(/[/_-]/).every((word) => /^(?:[A-Z][a-z]+|of|au|es)$/.test(word));
}

const AREA = /^(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)\//;
