import { HttpClient } from '../../../platform/http/http-client.ts';
import { HttpFailure, isProxyFailure } from '../../../platform/http/http-failure.ts';
import type { ProxyPolicy } from '../../../platform/http/proxy-policy.ts';
import type { Secret } from '../../../platform/secret.ts';
import { SECOND, type Clock, type Duration } from '../../../platform/time.ts';
import { responseText } from '../../../platform/text/response-text.ts';
import { OAuth2Fault } from './oauth2-fault.ts';
import { type OAuth2Login, tokenForm, tokenUrlOf } from './oauth2-login.ts';
import { readTokenAnswer, type TokenAnswer } from './token-answer.ts';

/** For one request, from its first byte to the last of the answer. */
export const TOKEN_DEADLINE: Duration = 15 * SECOND;

/** An answer has some 2 to 4 KB. */
const MAX_ANSWER_BYTES = 64 * 1024;

export interface TokenRequest {
  login: OAuth2Login;
  /** The newest one; absent where the client asks for a token of its own. */
  refreshToken: Secret | undefined;
  clock: Clock;
  proxies: ProxyPolicy;
}

/**
 * Asks the token endpoint once. Never follows a redirect: it would carry the secrets elsewhere.
 * @throws OAuth2Fault
 */
export async function requestToken({
  login,
  refreshToken,
  clock,
  proxies,
}: TokenRequest): Promise<TokenAnswer> {
  const url = tokenUrlOf(login);
  const client = new HttpClient({ timeout: TOKEN_DEADLINE, clock, proxies, maxBytes: MAX_ANSWER_BYTES });
  try {
    const { status, body } = await client.send(
      {
        method: 'POST',
        url,
        headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
        body: tokenForm(login, refreshToken).toString(),
      },
      NEVER,
    );
    const clean = (text: string) => responseText(text, login.clientSecret, refreshToken);
    return readTokenAnswer({ status, body }, { host: url.host, clean });
  } catch (error) {
    if (error instanceof HttpFailure) throw toFault(error, url);
    throw error;
  } finally {
    client.close();
  }
}

/** The deadline alone ends a request: callers at one time share it. */
const NEVER = new AbortController().signal;

function toFault(failure: HttpFailure, { host }: URL): OAuth2Fault {
  const { reason, code, message, cause } = failure;
  if (isProxyFailure(failure)) {
    return new OAuth2Fault(`no way to the token endpoint ${host}: ${message}`, {
      reason: reason === 'proxy-silent' ? 'timeout' : 'network',
      advice: reason === 'proxy-login' ? 'proxy-login' : 'check-proxy',
      cause,
    });
  }
  if (reason === 'timeout' && cause === undefined) {
    return new OAuth2Fault(`the token endpoint ${host} did not answer within ${TOKEN_DEADLINE / SECOND} s`, {
      reason: 'timeout',
      advice: 'check-token-endpoint',
    });
  }
  if (reason === 'too-large' || reason === 'encoded') {
    return new OAuth2Fault(`the token endpoint ${host} gave no token: ${message}`, {
      reason: 'temporary',
      advice: 'check-token-endpoint',
    });
  }
  const isTls = /CERT|SSL|TLS|^EPROTO$|ALTNAME|SIGNATURE|UNABLE_TO_/.test(code);
  return new OAuth2Fault(`the token endpoint ${host} cannot be reached (${code})`, {
    reason: isTls ? 'tls' : 'network',
    advice: isTls ? 'token-endpoint-tls' : 'check-token-endpoint',
    cause,
  });
}
