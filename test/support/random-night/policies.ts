import * as fc from 'fast-check';
import type { Rule } from '../../../src/core/rule/rule.ts';
import { DAY, HOUR, MINUTE } from '../../../src/platform/time.ts';
import { usualRule } from '../engine/incident-fixture.ts';
import { ownerPattern } from '../engine/owner-pattern.ts';

/** Of the jobs of a night, a third belongs to each of two owners, and a third to nobody. */
const OWNER = {
  from: 'name' as const,
  pattern: ownerPattern('owner-([a-z]+)'),
  receivers: new Map([
    ['alice', 'lead'],
    ['bob', 'boss'],
  ]),
};

export function nameOf(job: number): string {
  return ['owner-alice', 'owner-bob', ''].map((owner) => `job ${job} ${owner}`.trim())[job % 3] ?? '';
}

/** The notification settings of a simulation's only rule. */
export const rules: fc.Arbitrary<Rule> = fc
  .record({
    groupWait: fc.constantFrom(0, 0, 2 * MINUTE),
    groupInterval: fc.constantFrom(0, 5 * MINUTE, 5 * MINUTE),
    repeat: fc.constantFrom(undefined, 'never' as const, 10 * MINUTE),
    tellRecovery: fc.constantFrom(true, true, true, false),
    flapping: fc.constantFrom(undefined, { changes: 3, within: HOUR, settle: 10 * MINUTE }),
    closeAfter: fc.constantFrom(DAY, HOUR),
    groupBy: fc.constantFrom(undefined, ['target' as const], ['target' as const, 'state' as const]),
    escalate: fc.constantFrom(
      [],
      [{ after: 5 * MINUTE, receivers: ['lead'] }],
      [
        { after: 5 * MINUTE, receivers: ['lead'] },
        { after: 15 * MINUTE, receivers: ['boss'] },
      ],
    ),
    owner: fc.constantFrom(undefined, OWNER, OWNER),
  })
  .map(usualRule);
