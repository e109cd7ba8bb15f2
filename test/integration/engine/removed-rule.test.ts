import { expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../src/platform/time.ts';
import { IncidentBench, usualRule } from '../../support/incident-bench.ts';
import { closeAll } from '../../support/people.ts';

/** As a daemon takes up another configuration, this one without rules. */
async function removeRules({ poll }: IncidentBench): Promise<void> {
  Object.assign(poll.target, { rules: [] });
  await poll.store.write((trx) => poll.desk.keepPolicies(trx));
}

it('an incident whose rule was taken out goes on as that rule said, and is told closed only if it said so', async () => {
  for (const tellRecovery of [true, false]) {
    await using bench = await IncidentBench.start([usualRule({ tellRecovery, repeat: HOUR })]);
    await bench.poll.store.write((trx) => bench.poll.desk.keepPolicies(trx));
    bench.set({ b1: 'Pause' });
    await bench.pass(10 * MINUTE);
    await removeRules(bench);
    await removeRules(bench);
    await bench.pass(HOUR);
    bench.set({ b1: 'Running' });
    await bench.pass(10 * MINUTE);
    expect((await bench.messages()).map(({ kind }) => kind)).toEqual([
      'opening',
      'reminder',
      ...(tellRecovery ? ['closing'] : []),
    ]);
  }
});

it('an incident that was closed by hand before its rule was taken out is told closed to nobody when its job moves', async () => {
  await using bench = await IncidentBench.start([usualRule({ tellRecovery: false })]);
  await bench.poll.store.write((trx) => bench.poll.desk.keepPolicies(trx));
  bench.set({ b1: 'Pause' });
  await bench.pass(10 * MINUTE);
  await closeAll(bench);
  await bench.pass(10 * MINUTE);
  await removeRules(bench);
  bench.set({ b1: 'Running' });
  await bench.pass(10 * MINUTE);
  expect((await bench.messages()).map(({ kind }) => kind)).toEqual(['opening']);
});

it('what a rule said is forgotten when none of its incidents is left', async () => {
  await using bench = await IncidentBench.start([usualRule({ tellRecovery: false })]);
  const { store } = bench.poll;
  await store.write((trx) => bench.poll.desk.keepPolicies(trx));
  await removeRules(bench);
  const facts = await store.read((db) =>
    db.selectFrom('fact').selectAll().where('name', '=', 'policies').execute(),
  );
  expect(facts.map(({ value }) => value)).toEqual(['{}']);
});
