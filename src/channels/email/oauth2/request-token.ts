import { Secret } from '../../../secret.ts';
import { SECOND, type Clock, type Duration } from '../../../time.ts';
import { responseText } from '../response-text.ts';
import { OAuth2Fault } from './oauth2-fault.ts';
import { type OAuth2Login, tokenForm, tokenUrlOf } from './oauth2-login.ts';
import { readTokenAnswer, type TokenAnswer } from './token-answer.ts';

/** For one request, from its first byte to the last of the answer. */
export const TOKEN_DEADLINE: Duration = 15 * SECOND;

/** An answer has some 2 to 4 KB. */
const MAX_ANSWER_BYTES = 64 * 1024;

export interface TokenRequest {
  readonly login: OAuth2Login;
  /** The newest one; absent where the client asks for a token of its own. */
  readonly refreshToken: Secret | undefined;
  readonly clock: Clock;
}

/**
 * Asks the token endpoint once. Never follows a redirect: it would carry the secrets elsewhere.
 * @throws OAuth2Fault
 */
export async function requestToken({ login, refreshToken, clock }: TokenRequest): Promise<TokenAnswer> {
  const url = tokenUrlOf(login);
  const ended = new AbortController();
  const late = new AbortController();
  clock.sleep(TOKEN_DEADLINE, ended.signal).then(
    () => late.abort(),
    () => undefined,
  );
  try {
    const response = await fetch(url, {
      method: 'POST',
      body: tokenForm(login, refreshToken),
      headers: { accept: 'application/json' },
      redirect: 'manual',
      signal: late.signal,
    });
    const body = await readBounded(response);
    const clean = (said: string) => responseText(said, login.clientSecret, refreshToken);
    return readTokenAnswer({ status: response.status, body }, { host: url.host, clean });
  } catch (error) {
    if (error instanceof OAuth2Fault) throw error;
    throw late.signal.aborted ? lateFault(url) : unreachedFault(url, error);
  } finally {
    ended.abort();
  }
}

/** The start of the body, as far as an answer can be long. */
async function readBounded({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) break;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function lateFault({ host }: URL): OAuth2Fault {
  return new OAuth2Fault(`the token endpoint ${host} did not answer within ${TOKEN_DEADLINE / SECOND} s`, {
    reason: 'timeout',
    advice: 'check-token-endpoint',
  });
}

function unreachedFault({ host }: URL, error: unknown): OAuth2Fault {
  const code = codeOf(error);
  const isTls = /CERT|SSL|TLS|^EPROTO$|ALTNAME|SIGNATURE|UNABLE_TO_/.test(code);
  return new OAuth2Fault(`the token endpoint ${host} cannot be reached (${code})`, {
    reason: isTls ? 'tls' : 'network',
    advice: isTls ? 'token-endpoint-tls' : 'check-token-endpoint',
    cause: error,
  });
}

/** The short code of what broke below `fetch`. */
function codeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? code : 'connection broken';
}
