import { beforeAll, describe, expect, it } from 'vitest';
import { builtProgram } from './built-program.ts';
import { PROOFS } from './proofs.ts';

/** The quick mode of `npm run prove`: the same proofs, fewer tries, always from the same seed. */
describe('the promises', () => {
  let program: readonly string[];

  beforeAll(async () => {
    program = await builtProgram();
  }, 300_000);

  it.each(PROOFS)(
    '$id hold: $what',
    async (proof) => {
      const outcome = await proof.run({ mode: 'quick', seed: 1, program, say: () => undefined });
      expect(outcome, outcome.counterExample).toMatchObject({ held: true });
    },
    300_000,
  );
});
