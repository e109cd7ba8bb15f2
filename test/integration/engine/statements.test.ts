import { expect, it } from 'vitest';
import { evaluationStatements } from '../../support/engine/evaluation-statements.ts';

it('an evaluation takes the same few statements, however many receivers and members an incident has', async () => {
  const small = await evaluationStatements({ receivers: 1, members: 1 });
  const large = await evaluationStatements({ receivers: 4, members: 50 });
  const { reminded, ...rest } = small;
  expect(large).toMatchObject(rest);
  expect(small.nothing).toBeLessThanOrEqual(5);
  // A message reads its jobs, and is written.
  expect(large.reminded - reminded).toBeLessThanOrEqual(3 * 7);
});
