import { evaluationStatements } from '../support/engine/evaluation-statements.ts';

/**
 * Prints how many statements one evaluation of one incident takes, by receivers and members: over a network, each is a
 * round trip. Run it with `node test/fixture/statements.ts`.
 */
const counts = [];
for (const receivers of [1, 3, 10])
  for (const members of [1, 500])
    counts.push({ receivers, members, ...(await evaluationStatements({ receivers, members })) });
console.table(counts);
