import { expect, it } from 'vitest';
import { toEnrichmentFault } from '../../../src/poll/enrich/enrichment-fault.ts';

it.each([
  ['auth', 'AccessDenied', 'right-missing'],
  ['auth', 'http-403', 'right-missing'],
  ['auth', 'ExpiredToken', 'auth'],
  ['throttled', 'SlowDown', 'throttled'],
  ['timeout', 'timeout', 'timeout'],
  ['refused', 'MediaBucketUnBinded', 'refused'],
] as const)('a call that is %s with %s is kept as %s', (reason, code, kind) => {
  expect(toEnrichmentFault({ reason, code })).toEqual({ code, kind });
});
