import { expect, it } from 'vitest';
import { ruleSchema } from '../../../../src/config/schema/rule-schema.ts';
import { USUAL_POLICY } from '../../../../src/engine/context/policies.ts';

it('the policy of an incident without a rule has the defaults of a rule', () => {
  const {
    name: _,
    match: _match,
    receivers: _receivers,
    continue: _continue,
    ...policy
  } = ruleSchema.parse({
    name: 'any',
    receivers: [],
  });
  expect(USUAL_POLICY).toEqual(policy);
});
