import { DIRECT } from '../../../../src/platform/http/proxy-policy.ts';
import { describe, expect, it } from 'vitest';

import { AccessTokens } from '../../../../src/channel/email/oauth2/access-tokens.ts';
import type { Channel } from '../../../../src/outbox/channel.ts';
import { Secret } from '../../../../src/platform/secret.ts';
import { SECOND } from '../../../../src/platform/time.ts';
import { channelTo } from '../../../support/mail/channel-to.ts';
import { reservedPort } from '../../../support/network/reserved-port.ts';
import { sampleMessage } from '../../../support/mail/sample-message.ts';
import { type Reply, startScriptedServer } from '../../../support/network/scripted-server.ts';
import { TestClock } from '../../../support/test-clock.ts';
import { startTokenMailServer } from '../../../support/mail/token-mail-server.ts';
import { MAILBOX, SECRETS, stageTokens } from '../../../support/mail/token-stage.ts';

const never = new AbortController().signal;
const send = (channel: Channel) => channel.send(sampleMessage(), 'oncall@example.com', { signal: never });

const refusal = (status: number, error: string, description = `because of ${SECRETS.refresh}`): Reply => ({
  status,
  body: { error, error_description: description },
});

describe('a token that cannot be had', () => {
  it.each([
    ['an expired refresh token', refusal(400, 'invalid_grant'), 'auth', 'authorize-again'],
    ['a wrong client', refusal(401, 'invalid_client'), 'auth', 'check-client'],
    ['a client without the right', refusal(400, 'unauthorized_client'), 'auth', 'check-client'],
    ['a wrong scope', refusal(400, 'invalid_scope'), 'auth', 'check-scope'],
    ['an unknown way', refusal(400, 'unsupported_grant_type'), 'auth', 'check-grant'],
    ['a wrong address', { status: 404, body: '<h1>Not Found</h1>' }, 'auth', 'check-token-endpoint'],
    ['a redirect', { status: 302, body: '' }, 'auth', 'check-token-endpoint'],
    ['too many requests', { status: 429, body: '' }, 'rate_limited', undefined],
    ['a provider in trouble', refusal(400, 'temporarily_unavailable'), 'temporary', undefined],
    ['a server error', { status: 503, body: 'x' }, 'temporary', undefined],
    ['no JSON', { body: '<html>sign in to this network</html>' }, 'temporary', 'check-token-endpoint'],
    ['no token', { body: { token_type: 'Bearer' } }, 'temporary', 'check-token-endpoint'],
    [
      'a token of another type',
      { body: { access_token: 'x', token_type: 'mac' } },
      'temporary',
      'check-token-endpoint',
    ],
    [
      'a token with a line break',
      { body: { access_token: 'x\r\nMAIL FROM:<>' } },
      'temporary',
      'check-token-endpoint',
    ],
    [
      'an endless answer',
      { body: `{"access_token":"${'x'.repeat(200_000)}"}` },
      'temporary',
      'check-token-endpoint',
    ],
    ['a broken connection', 'reset', 'network', 'check-token-endpoint'],
  ] as const)(
    'because of %s holds up the channel, and no server is bothered',
    async (_name, reply, reason, hint) => {
      await using at = await stageTokens({ reply: () => reply });
      const verdict = await send(at.channel());
      expect(verdict).toMatchObject({ outcome: 'temporary', reason, concern: 'channel', offered: false });
      expect(verdict).toMatchObject({ hint });
      expect(verdict.response).toContain('the token endpoint 127.0.0.1');
      expect(JSON.stringify(verdict)).not.toContain('s3cret');
      expect(at.mailServer.connections).toBe(0);
    },
  );

  it('because nobody listens is a network fault', async () => {
    await using at = await stageTokens();
    const tokenUrl = `http://127.0.0.1:${await reservedPort()}/`;
    expect(await send(at.channel({ tokenUrl }))).toMatchObject({
      reason: 'network',
      response: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('because the endpoint is silent is given up after 15 s', async () => {
    await using at = await stageTokens({ reply: () => 'hang' });
    const verdict = send(at.channel());
    await expect.poll(() => at.endpoint.asked.length).toBe(1);
    await at.clock.advance(15 * SECOND);
    expect(await verdict).toMatchObject({ outcome: 'temporary', reason: 'timeout', concern: 'channel' });
  });

  it('is reported as soon as it can be had again', async () => {
    await using at = await stageTokens({
      reply: (time) => (time === 1 ? 'reset' : { body: { access_token: 'x' } }),
      good: () => true,
    });
    const channel = at.channel();
    expect(await send(channel)).toMatchObject({ reason: 'network' });
    expect(await send(channel)).toMatchObject({ outcome: 'delivered' });
  });

  it('does not hold up a stop', async () => {
    await using at = await stageTokens({ reply: () => 'hang' });
    const stopping = new AbortController();
    const verdict = at.channel().verify(stopping.signal);
    await expect.poll(() => at.endpoint.asked.length).toBe(1);
    stopping.abort(new Error('stopping'));
    expect(await verdict).toMatchObject({ outcome: 'temporary', concern: 'channel' });
  });
});

describe('a token that the mail server refuses', () => {
  it('is reported with what the server says in two parts, and without the token', async () => {
    await using at = await stageTokens({ good: () => false });
    const verdict = await send(at.channel());
    expect(verdict).toMatchObject({
      outcome: 'temporary',
      reason: 'auth',
      concern: 'channel',
      offered: false,
    });
    expect(verdict.response).toMatch(
      /^535 .*\(status 401, schemes bearer, scope https:\/\/mail\.example\.com\/\)$/,
    );
    expect(verdict).toMatchObject({ hint: 'token-refused' });
    // It is of this moment: another would fare no better, and servers count failed logins.
    expect(at.mailServer.logins).toHaveLength(1);
  });

  it.each([
    [`535 5.7.3 Authentication unsuccessful for ${SECRETS.access}-1`, 'auth', 'token-refused'],
    [
      '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.',
      'auth',
      'smtp-login-disabled',
    ],
    ['454 4.7.0 Temporary authentication failure', 'temporary', undefined],
  ] as const)('by %s is %s', async (reply, reason, hint) => {
    await using at = await stageTokens({ good: () => reply });
    const verdict = await send(at.channel());
    expect(verdict).toMatchObject({ outcome: 'temporary', reason, concern: 'channel' });
    expect(verdict).toMatchObject({ hint });
    expect(verdict.response).toContain(reply.slice(0, 30));
    expect(JSON.stringify(verdict)).not.toContain('s3cret');
  });

  it('is not shown where the server takes no tokens', async () => {
    await using endpoint = await startScriptedServer(() => ({ body: { access_token: 'x' } }));
    await using mailServer = await startTokenMailServer({
      accepts: () => true,
      authMethods: ['PLAIN', 'LOGIN'],
    });
    const clock = new TestClock();
    const login = { clientId: 'a', refreshToken: new Secret('b'), tokenUrl: endpoint.url };
    const tokens = new AccessTokens({ login, clock, proxies: DIRECT });
    const verdict = await channelTo(mailServer, { clock, username: MAILBOX, tokens }).verify(never);
    expect(verdict).toMatchObject({ outcome: 'temporary', reason: 'auth', concern: 'channel' });
    expect(verdict.response).toContain('offers no XOAUTH2 (it offers PLAIN, LOGIN)');
    expect(verdict).toMatchObject({ hint: 'no-token-login' });
    expect(mailServer.logins).toEqual([]);
  });
});
