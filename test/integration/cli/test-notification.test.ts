import { expect, it } from 'vitest';
import { putMessage, settle } from '../../support/outbox/outbox-fixture.ts';
import { StoreFixture } from '../../support/store/store-fixture.ts';
import { runInTerminal } from '../../support/process/test-terminal.ts';

it.each([
  ['oncal', 'hint: did you mean oncall?'],
  ['zzz', 'hint: there are: oncall'],
])('a test notification to %s, who is not there, ends with 1 and a hint', async (receiver, hint) => {
  await using fixture = new StoreFixture();
  const { code, out, err } = await fixture.run('test-notification', '--receiver', receiver);
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain(`no receiver ${receiver} in`);
  expect(err).toContain(hint);
  expect(await fixture.store.read((db) => db.selectFrom('outbox').select('id').execute())).toEqual([]);
});

it('a test notification to somebody who is not there says so in Chinese where that is configured', async () => {
  await using fixture = new StoreFixture({ language: 'zh-CN' });
  expect((await fixture.run('test-notification', '--receiver', 'oncal')).err).toMatch(
    / 中没有接收人 oncal\n提示：是否指 oncall？\n$/,
  );
  expect((await fixture.run('test-notification', '--receiver', 'zzz')).err).toContain('提示：现有：oncall\n');
});

it.each([
  ['en', /^oncall@example\.com: temporary \(network\): .+; it stays in the outbox and is tried again\n$/],
  ['zh-CN', /^oncall@example\.com：暂未送达（network）：.+；消息仍在发件箱中，将会重试\n$/],
])('a test notification that found no mail server says so in %s', async (language, said) => {
  await using fixture = new StoreFixture({ language });
  await fixture.store.close();
  const { code, out } = await fixture.run('test-notification', '--receiver', 'oncall');
  expect(code).toBe(1);
  expect(out).toMatch(said);
});

it('a test notification that a daemon has not tried yet says what the mail server refused last, and what to do', async () => {
  await using fixture = new StoreFixture();
  const [other = 0] = await putMessage(fixture);
  await settle(fixture, other, 'dead');
  const { code, out } = await runInTerminal(
    ['test-notification', '--receiver', 'oncall', '--config', fixture.file('batchwatch.yaml')],
    { clock: fixture.clock, isStopped: true },
  );
  expect(code).toBe(1);
  expect(out).toBe(
    'oncall@example.com: not tried yet; it stays in the outbox\n' +
      'oncall@example.com: the last message was not taken: permanent: 550 no such user ' +
      '(The server does not know this address; check it in receivers.)\n',
  );
});
