import { describe, expect, it } from 'vitest';
import { createLogger } from '../../../src/platform/log.ts';
import { followKeys } from '../../../src/app/follow-keys.ts';
import { Secret } from '../../../src/platform/secret.ts';
import { openAcknowledgeLinks, type AcknowledgeLinks } from '../../../src/http/auth/acknowledge-links.ts';
import { openSessions } from '../../../src/http/auth/session.ts';
import { DAY, SECOND } from '../../../src/platform/time.ts';
import { StoreFixture } from '../../support/store/store-fixture.ts';

const USER = { passwordHash: new Secret('hash') };

/** A link of this incident, as it would come back from a mail. */
function linkOf(links: AcknowledgeLinks, now: number) {
  const url = new URL(links.url('http://localhost:9464', { incident: 'f00d', receiver: 'oncall', now }));
  const given = (name: string) => url.searchParams.get(name) ?? '';
  return { incident: 'f00d', for: given('for'), until: given('until'), signature: given('signature') };
}

describe('batchwatch rotate-keys', () => {
  it('ends links and sessions of before, also of a daemon that runs, and new ones hold', async () => {
    await using fixture = new StoreFixture();
    const { clock, store } = fixture;
    const users = new Map([['alice', USER as never]]);
    const links = await openAcknowledgeLinks(store);
    const sessions = await openSessions(store, clock);
    const before = { link: linkOf(links, clock.now()), session: sessions.begin('alice', USER as never) };
    const stopping = new AbortController();
    const log = createLogger({ level: 'fatal' });
    const following = followKeys([links, sessions], { store, clock, log }, stopping.signal);

    await clock.advance(2 * SECOND);
    expect(links.check(before.link, clock.now())).toBe('valid');
    const { code, out } = await fixture.run('rotate-keys');
    expect([code, out]).toEqual([
      0,
      expect.stringContaining('a running daemon uses them within two seconds'),
    ]);
    await clock.advance(2 * SECOND);

    expect(links.check(before.link, clock.now())).toBe('forged');
    expect(await sessions.userOf(before.session, users)).toBeUndefined();
    const after = { link: linkOf(links, clock.now()), session: sessions.begin('alice', USER as never) };
    expect(links.check(after.link, clock.now())).toBe('valid');
    expect(await sessions.userOf(after.session, users)).toBe('alice');
    // The next process has the same keys.
    const again = await openAcknowledgeLinks(store);
    expect(again.check(after.link, clock.now() + DAY)).toBe('valid');
    expect(again.check(before.link, clock.now())).toBe('forged');
    stopping.abort();
    await following;
  });

  it('makes keys where there are none yet', async () => {
    await using fixture = new StoreFixture();
    expect((await fixture.run('rotate-keys')).code).toBe(0);
    const links = await openAcknowledgeLinks(fixture.store);
    expect(links.check(linkOf(links, fixture.clock.now()), fixture.clock.now())).toBe('valid');
  });
});
