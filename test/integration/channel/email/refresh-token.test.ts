import { pino } from 'pino';
import { expect, it } from 'vitest';

import { createRefreshTokenKeeper } from '../../../../src/channel/email/oauth2/refresh-token-keeper.ts';
import { Secret } from '../../../../src/platform/secret.ts';
import { TemporaryStore } from '../../../support/store/temporary-store.ts';
import { TestClock } from '../../../support/test-clock.ts';

it('a replaced refresh token outlives a restart, and gives way to another one in the configuration', async () => {
  const clock = new TestClock();
  await using temporary = new TemporaryStore(clock);
  const log = pino({ enabled: false });
  const configured = new Secret('configured');
  const before = createRefreshTokenKeeper(() => Promise.resolve(temporary.store), log);
  expect(await before.read(configured)).toBeUndefined();
  await before.keep(configured, new Secret('second'));
  await before.keep(configured, new Secret('third'));
  await temporary.reopen();
  const after = createRefreshTokenKeeper(() => Promise.resolve(temporary.store), log);
  expect((await after.read(configured))?.reveal()).toBe('third');
  expect(await after.read(new Secret('from a new authorization'))).toBeUndefined();
});
