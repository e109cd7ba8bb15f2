import type { ProxyPolicy } from '../../../platform/http/proxy-policy.ts';
import type { Secret } from '../../../platform/secret.ts';
import { MINUTE, SECOND, type Clock, type Duration } from '../../../platform/time.ts';
import { responseText } from '../../../platform/text/response-text.ts';
import type { OAuth2Login } from './oauth2-login.ts';
import { requestToken } from './request-token.ts';
import type { TokenAnswer } from './token-answer.ts';

/** Keeps the newest refresh token over a restart, for providers that replace it at each use. */
export interface RefreshTokenKeeper {
  /** The newest one that came of `configured`; undefined when none was kept. */
  read(configured: Secret): Promise<Secret | undefined>;
  keep(configured: Secret, newest: Secret): Promise<void>;
}

export interface AccessTokensOptions {
  login: OAuth2Login;
  clock: Clock;
  proxies: ProxyPolicy;
  /** Absent: a replaced refresh token is remembered for as long as the process lives. */
  keeper?: RefreshTokenKeeper | undefined;
}

/** Spans count on the clock that never jumps. */
interface HeldToken {
  token: Secret;
  begun: Duration;
  renewAt: Duration;
  endsAt: Duration;
}

/**
 * Holds an access token, and asks for the next one before it ends. Callers at one time share one request. A
 * request that fails leaves a token in use that is still good; without one, each `get` asks again.
 */
export class AccessTokens {
  readonly #options: AccessTokensOptions;
  #held: HeldToken | undefined;
  #request: Promise<Secret> | undefined;
  #refreshToken: Secret | undefined;

  constructor(options: AccessTokensOptions) {
    this.#options = options;
  }

  /** Returns a token for a login now. @throws OAuth2Fault, or the signal's reason */
  async get(signal: AbortSignal): Promise<Secret> {
    signal.throwIfAborted();
    const now = this.#options.clock.monotonic();
    const held = this.#held;
    if (held !== undefined && now < held.renewAt) return held.token;
    this.#request ??= this.#ask().finally(() => (this.#request = undefined));
    try {
      return await untilAborted(this.#request, signal);
    } catch (error) {
      if (signal.aborted || held === undefined || now >= held.endsAt) throw error;
      return held.token;
    }
  }

  /**
   * Forgets a token that the mail server refused, so that the next `get` asks for another.
   * @returns whether that may help: a token of this moment is as good as the next one.
   */
  discard(token: Secret): boolean {
    if (this.#held?.token !== token) return this.#held !== undefined;
    const wasFresh = this.#options.clock.monotonic() - this.#held.begun < MINUTE;
    this.#held = undefined;
    return !wasFresh;
  }

  /** Makes a mail server's words fit to be shown. */
  clean(text: string): string {
    const { clientSecret, refreshToken } = this.#options.login;
    return responseText(text, clientSecret, refreshToken, this.#refreshToken, this.#held?.token);
  }

  async #ask(): Promise<Secret> {
    const { login, clock, proxies, keeper } = this.#options;
    const configured = login.refreshToken;
    if (configured !== undefined) {
      // Another process, such as a check, may have got the newest one.
      this.#refreshToken = (await keeper?.read(configured)) ?? this.#refreshToken ?? configured;
    }
    const begun = clock.monotonic();
    const answer = await requestToken({ login, refreshToken: this.#refreshToken, clock, proxies });
    this.#hold(answer, begun);
    if (configured !== undefined && answer.refreshToken !== undefined) {
      this.#refreshToken = answer.refreshToken;
      await keeper?.keep(configured, answer.refreshToken);
    }
    return answer.accessToken;
  }

  #hold({ accessToken, life }: TokenAnswer, begun: Duration): void {
    const margin = Math.min(MARGIN, life / 2);
    this.#held = {
      token: accessToken,
      begun,
      renewAt: begun + life - margin,
      endsAt: begun + life - Math.min(LEAST_LIFE, life / 2),
    };
  }
}

const MARGIN: Duration = 5 * MINUTE;
/** A token must outlive the connecting before its login. */
const LEAST_LIFE: Duration = 60 * SECOND;

/** The promise's own end, or the signal's reason, whichever is first. */
function untilAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
