import { expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../src/platform/time.ts';
import { IncidentFixture, usualRule } from '../../support/engine/incident-fixture.ts';
import { closeAll } from '../../support/engine/people.ts';

/** As a daemon takes up another configuration, this one without rules. */
async function removeRules({ poll }: IncidentFixture): Promise<void> {
  Object.assign(poll.target, { rules: [] });
  await poll.store.write((trx) => poll.engine.keepPolicies(trx));
}

it('an incident whose rule was taken out goes on as that rule said, and is notified as closed only if it said so', async () => {
  for (const tellRecovery of [true, false]) {
    await using fixture = await IncidentFixture.start([usualRule({ tellRecovery, repeat: HOUR })]);
    await fixture.poll.store.write((trx) => fixture.poll.engine.keepPolicies(trx));
    fixture.set({ b1: 'Pause' });
    await fixture.pass(10 * MINUTE);
    await removeRules(fixture);
    await removeRules(fixture);
    await fixture.pass(HOUR);
    fixture.set({ b1: 'Running' });
    await fixture.pass(10 * MINUTE);
    expect((await fixture.messages()).map(({ kind }) => kind)).toEqual([
      'opening',
      'reminder',
      ...(tellRecovery ? ['closing'] : []),
    ]);
  }
});

it('an incident that was closed by hand before its rule was taken out notifies nobody when its job moves', async () => {
  await using fixture = await IncidentFixture.start([usualRule({ tellRecovery: false })]);
  await fixture.poll.store.write((trx) => fixture.poll.engine.keepPolicies(trx));
  fixture.set({ b1: 'Pause' });
  await fixture.pass(10 * MINUTE);
  await closeAll(fixture);
  await fixture.pass(10 * MINUTE);
  await removeRules(fixture);
  fixture.set({ b1: 'Running' });
  await fixture.pass(10 * MINUTE);
  expect((await fixture.messages()).map(({ kind }) => kind)).toEqual(['opening']);
});

it('what a rule said is forgotten when none of its incidents is left', async () => {
  await using fixture = await IncidentFixture.start([usualRule({ tellRecovery: false })]);
  const { store } = fixture.poll;
  await store.write((trx) => fixture.poll.engine.keepPolicies(trx));
  await removeRules(fixture);
  const settings = await store.read((db) =>
    db.selectFrom('setting').selectAll().where('name', '=', 'policies').execute(),
  );
  expect(settings.map(({ value }) => value)).toEqual(['{}']);
});
