import { expect, it } from 'vitest';
import { StoreScene } from '../../support/store-scene.ts';

it.each([
  ['oncal', 'hint: did you mean oncall?'],
  ['zzz', 'hint: there are: oncall'],
])('a test notification to %s, who is not there, ends with 1 and a hint', async (receiver, hint) => {
  await using scene = new StoreScene();
  const { code, out, err } = await scene.run('test-notification', '--receiver', receiver);
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain(`no receiver ${receiver} in`);
  expect(err).toContain(hint);
  expect(await scene.store.read((db) => db.selectFrom('outbox').select('id').execute())).toEqual([]);
});
