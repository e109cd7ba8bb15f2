import { describe, expect, it } from 'vitest';

import type { RefreshTokenKeeper } from '../../../../src/channel/email/oauth2/access-tokens.ts';
import type { Channel } from '../../../../src/outbox/channel.ts';
import { Secret } from '../../../../src/platform/secret.ts';
import { MINUTE, SECOND } from '../../../../src/platform/time.ts';
import { sampleMessage } from '../../../support/mail/sample-message.ts';
import { MAILBOX, SECRETS, stageTokens } from '../../../support/mail/token-stage.ts';

const never = new AbortController().signal;

const send = (channel: Channel) => channel.send(sampleMessage(), 'oncall@example.com', { signal: never });
const form = (request: { body: string } | undefined) =>
  Object.fromEntries(new URLSearchParams(request?.body));

describe('a login by OAuth2', () => {
  it('exchanges a refresh token and shows the access token to the mail server', async () => {
    await using at = await stageTokens();
    const channel = at.channel();
    expect(await channel.verify(never)).toEqual({
      outcome: 'delivered',
      response: `connected, logged in as ${MAILBOX}`,
      recipients: [],
    });
    expect(await send(channel)).toMatchObject({ outcome: 'delivered' });
    expect(at.endpoint.asked).toHaveLength(1);
    expect(at.endpoint.asked[0]?.headers['content-type']).toContain('application/x-www-form-urlencoded');
    expect(form(at.endpoint.asked[0])).toEqual({
      grant_type: 'refresh_token',
      client_id: 'batchwatch',
      client_secret: SECRETS.client,
      refresh_token: SECRETS.refresh,
    });
    expect(at.mailServer.logins).toEqual([
      { username: MAILBOX, token: `${SECRETS.access}-1` },
      { username: MAILBOX, token: `${SECRETS.access}-1` },
    ]);
    expect(at.mailServer.mails).toEqual([{ from: 'batchwatch@example.com', to: ['oncall@example.com'] }]);
  });

  it('asks for a token of its own, with the scope of Microsoft 365, when there is a tenant', async () => {
    await using at = await stageTokens();
    expect(await send(at.channel({ refreshToken: undefined, tenant: 'example.com' }))).toMatchObject({
      outcome: 'delivered',
    });
    expect(form(at.endpoint.asked[0])).toEqual({
      grant_type: 'client_credentials',
      client_id: 'batchwatch',
      client_secret: SECRETS.client,
      scope: 'https://outlook.office365.com/.default',
    });
  });

  it('asks for the next token five minutes before the one in use ends', async () => {
    await using at = await stageTokens();
    const channel = at.channel();
    await channel.verify(never);
    await at.clock.advance(55 * MINUTE - SECOND);
    await channel.verify(never);
    expect(at.endpoint.asked).toHaveLength(1);
    await at.clock.advance(SECOND);
    await channel.verify(never);
    expect(at.endpoint.asked).toHaveLength(2);
    expect(at.mailServer.logins.map(({ token }) => token?.at(-1))).toEqual(['1', '1', '2']);
  });

  it('goes on with a token that is still good while the token endpoint fails', async () => {
    await using at = await stageTokens({
      reply: (time) =>
        time === 1 ? { body: { access_token: 'first', expires_in: '600' } } : { status: 503, body: '' },
      good: () => true,
    });
    const channel = at.channel();
    await channel.verify(never);
    await at.clock.advance(8 * MINUTE);
    expect(await channel.verify(never)).toMatchObject({ outcome: 'delivered' });
    await at.clock.advance(2 * MINUTE);
    expect(await channel.verify(never)).toMatchObject({ outcome: 'temporary', reason: 'temporary' });
  });

  it('asks once for many sessions at a time', async () => {
    await using at = await stageTokens();
    const channel = at.channel();
    const verdicts = await Promise.all([1, 2, 3].map(() => channel.verify(never)));
    expect(verdicts.map(({ outcome }) => outcome)).toEqual(['delivered', 'delivered', 'delivered']);
    expect(at.endpoint.asked).toHaveLength(1);
  });

  it('tries once more with a new token when one that was good is refused', async () => {
    await using at = await stageTokens({ good: (token) => revoked === undefined || token !== revoked });
    let revoked: string | undefined;
    const channel = at.channel();
    await channel.verify(never);
    await at.clock.advance(10 * MINUTE);
    revoked = `${SECRETS.access}-1`;
    expect(await channel.verify(never)).toMatchObject({ outcome: 'delivered' });
    expect(at.endpoint.asked).toHaveLength(2);
    expect(at.mailServer.connections).toBe(2);
  });

  it('uses a replaced refresh token from then on, also in the next process', async () => {
    await using at = await stageTokens({
      reply: (time) => ({
        body: { access_token: `t${time}`, expires_in: 600, refresh_token: `refresh-${time}` },
      }),
      good: () => true,
    });
    let kept: string | undefined;
    const keeper: RefreshTokenKeeper = {
      read: (configured) =>
        Promise.resolve(
          kept === undefined || configured.reveal() !== SECRETS.refresh ? undefined : new Secret(kept),
        ),
      keep(_configured, newest) {
        kept = newest.reveal();
        return Promise.resolve();
      },
    };
    const channel = at.channel({}, keeper);
    await channel.verify(never);
    await at.clock.advance(10 * MINUTE);
    await channel.verify(never);
    await at.channel({}, keeper).verify(never);
    await at.channel({ refreshToken: new Secret('a new one') }, keeper).verify(never);
    expect(at.endpoint.asked.map((request) => form(request)['refresh_token'])).toEqual([
      SECRETS.refresh,
      'refresh-1',
      'refresh-2',
      'a new one',
    ]);
  });
});
