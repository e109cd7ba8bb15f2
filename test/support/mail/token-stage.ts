import { DIRECT } from '../../../src/platform/http/proxy-policy.ts';
import { AccessTokens, type RefreshTokenKeeper } from '../../../src/channel/email/oauth2/access-tokens.ts';
import type { OAuth2Login } from '../../../src/channel/email/oauth2/oauth2-login.ts';
import { Secret } from '../../../src/platform/secret.ts';
import { channelTo } from './channel-to.ts';
import { type Reply, startScriptedServer } from '../network/scripted-server.ts';
import { TestClock } from '../test-clock.ts';
import { startTokenMailServer } from './token-mail-server.ts';

export const MAILBOX = 'alerts@example.com';
export const SECRETS = { client: 'client-s3cret', refresh: 'refresh-s3cret', access: 'access-s3cret' };

/** A token endpoint that numbers its tokens, and a mail server that takes those in `good`. */
export async function stageTokens(
  options: { reply?: (time: number) => Reply; good?: (token: string) => boolean | string } = {},
) {
  const stack = new AsyncDisposableStack();
  const clock = new TestClock();
  let time = 0;
  const grant = (): Reply => ({
    body: { access_token: `${SECRETS.access}-${time}`, token_type: 'Bearer', expires_in: 3600 },
  });
  const endpoint = stack.use(
    await startScriptedServer(() => {
      time += 1;
      return options.reply?.(time) ?? grant();
    }),
  );
  const good = options.good ?? ((token) => token === `${SECRETS.access}-${time}`);
  const mailServer = stack.use(
    await startTokenMailServer({
      accepts: (username, token) => username === MAILBOX && token !== undefined && good(token),
    }),
  );
  const login = (changes: Partial<OAuth2Login> = {}): OAuth2Login => ({
    clientId: 'batchwatch',
    clientSecret: new Secret(SECRETS.client),
    refreshToken: new Secret(SECRETS.refresh),
    tokenUrl: `${endpoint.url}/token`,
    ...changes,
  });
  const channel = (changes: Partial<OAuth2Login> = {}, keeper?: RefreshTokenKeeper) =>
    channelTo(mailServer, {
      clock,
      username: MAILBOX,
      tokens: new AccessTokens({ login: login(changes), clock, proxies: DIRECT, keeper }),
    });
  return { stack, clock, endpoint, mailServer, channel, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}
