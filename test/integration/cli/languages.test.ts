import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { StoreFixture } from '../../support/store/store-fixture.ts';

describe('what goes wrong once the configuration is known', () => {
  it.each([
    ['en', /^error: --since and --until take /],
    ['zh-CN', /^错误：--since 和 --until 应为/],
  ])('is said in %s: a span that is none', async (language, said) => {
    await using fixture = new StoreFixture({ language });
    for (const span of [
      ['--since', 'yesterday'],
      ['--since', '1d', '--until', '2d'],
    ]) {
      const { code, out, err } = await fixture.run('replay', ...span);
      expect([code, out]).toEqual([64, '']);
      expect(err).toMatch(said);
    }
  });

  it.each([
    ['en', /^batchwatch: .*\nhint: /],
    ['zh-CN', /^batchwatch: .*\n提示：/],
  ])('is said in %s, around the message of the log: a store that cannot be had', async (language, said) => {
    await using fixture = new StoreFixture({ language });
    await fixture.store.close();
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${fixture.path}${suffix}`, { force: true });
    const { code, err } = await fixture.run('jobs');
    expect(code).toBe(69);
    expect(err).toMatch(said);
  });
});

it('what goes wrong before that is said in English', async () => {
  await using fixture = new StoreFixture({ language: 'zh-CN' });
  const { code, err } = await fixture.run('silence', 'add', '--match', 'tarket=media', '--for', '1h');
  expect(code).toBe(64);
  expect(err).toContain('Did you mean target?');
  await using wrong = new StoreFixture({ language: 'zh-CN', timezone: 'Asia/Nowhere' });
  expect((await wrong.run('jobs')).err).toMatch(/^batchwatch: .*is not an IANA time zone/);
});
