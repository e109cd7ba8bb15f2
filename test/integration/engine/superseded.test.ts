import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../../src/platform/time.ts';
import { IncidentFixture, usualRule } from '../../support/engine/incident-fixture.ts';
import { incidents } from '../../support/engine/people.ts';

const WORK = { name: 'nightly', details: { tag: 'Transcode', templateId: 't1' } };
const FAILED = { ...WORK, state: 'Failed', code: 'InternalError' };

async function howItEnded(fixture: IncidentFixture): Promise<string[]> {
  return (await incidents(fixture)).map(({ state, closed_reason: reason }) => `${state} ${reason}`);
}

describe('a failure that a newer run has made up for', () => {
  it.each([
    ['in the same poll', 0],
    ['in an earlier one', MINUTE],
  ])('that is seen %s is notified as closed', async (_when, earlier) => {
    await using fixture = await IncidentFixture.start();
    fixture.set({ b1: { ...WORK, state: 'Running' } });
    await fixture.pass(2 * MINUTE);
    fixture.set({ b2: { ...WORK, state: 'Success', createdAt: fixture.poll.cloud.serverNow - 10 * SECOND } });
    await fixture.pass(earlier);
    fixture.set({ b1: FAILED });
    await fixture.pass(20 * MINUTE);
    expect(await howItEnded(fixture)).toEqual(['closed superseded']);
    expect(await fixture.messages()).toMatchObject([
      { kind: 'closing', jobs: [{ jobId: 'b1', state: 'Failed', ended: { how: 'superseded', by: 'b2' } }] },
    ]);
  });

  it('names the first of them, and none that did other work or is older', async () => {
    await using fixture = await IncidentFixture.start();
    fixture.set({ b0: { ...WORK, state: 'Success' } });
    await fixture.pass(MINUTE);
    fixture.set({ b1: { ...WORK, state: 'Running' } });
    await fixture.pass(MINUTE);
    fixture.set({ b2: { ...WORK, state: 'Success', details: { tag: 'Transcode', templateId: 't2' } } });
    await fixture.pass(MINUTE);
    fixture.set({ b3: { ...WORK, state: 'Success' } });
    await fixture.pass(MINUTE);
    fixture.set({ b4: { ...WORK, state: 'Success' }, b1: FAILED });
    await fixture.pass(MINUTE);
    expect((await fixture.messages())[0]?.jobs[0]?.ended?.by).toBe('b3');
  });
});

it('thousands of runs of one name are paired by their work, without each being compared with each', async () => {
  await using fixture = await IncidentFixture.start([usualRule()], { memory: true });
  const { serverNow } = fixture.poll.cloud;
  const runs = Array.from({ length: MANY }, (_, index) => {
    const details = { tag: 'Transcode', templateId: `t${index}` };
    const createdAt = serverNow - (500 - (index % 200)) * SECOND;
    return {
      [`f${index}`]: { ...FAILED, details, createdAt },
      [`s${index}`]: { ...WORK, state: 'Success', details, createdAt: createdAt + 200 * SECOND },
    };
  });
  fixture.set(Object.assign({}, ...runs));
  await fixture.passClosely(MINUTE);
  expect(await howItEnded(fixture)).toEqual(['closed superseded']);
});

/** As many as a hostile page may bring; each with each would be millions. */
const MANY = 2_000;

it('a failure that the API takes back is notified as over', async () => {
  await using fixture = await IncidentFixture.start();
  fixture.set({ b1: FAILED });
  await fixture.pass(MINUTE);
  fixture.set({ b1: { ...WORK, state: 'Success' } });
  await fixture.pass(MINUTE);
  expect(await howItEnded(fixture)).toEqual(['closed recovered']);
  expect((await fixture.messages()).map(({ kind }) => kind)).toEqual(['opening', 'closing']);
});
