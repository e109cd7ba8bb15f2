import type { HttpAnswer } from '../../platform/http/http-client.ts';
import type { ProxyPolicy } from '../../platform/http/proxy-policy.ts';
import { SourceFault, type SourceEvents } from '../../poll/port/job-source.ts';
import { MINUTE, SECOND, type Clock, type Duration } from '../../platform/time.ts';
import type { CredentialProvider, Credentials } from './credentials.ts';
import { isSkew } from './faults.ts';
import { hideKeys } from '../../platform/hide-keys.ts';
import { refuseUnsendable } from './refuse-unsendable.ts';
import { createRateLimit, type RateLimit } from './rate-limit.ts';
import { readAnswer, readServerTime, type Answered } from './read-answer.ts';
import { createSourceClient, type SourceClient } from './source-client.ts';
import { sign, urlEncode } from './sign.ts';
import type { ListLayout } from '../xml/list-layout.ts';
import type { XmlElement } from '../xml/xml.ts';

export interface ApiOptions {
  /** `<BucketName-APPID>`. */
  bucket: string;
  region: string;
  /** The address of the requests: `https://<bucket>.ci.<region>.myqcloud.com`. */
  endpoint: string;
  credentials: CredentialProvider;
  /** Bounds each HTTP request, from its first byte to the last of its answer. */
  timeout: Duration;
  requestsPerSecond: number;
  clock: Clock;
  proxies: ProxyPolicy;
  /** At least 0, below 1. */
  random: () => number;
  events: SourceEvents;
  userAgent?: string;
}

/** One of the API's reading calls, and how its answer is read. */
export interface Call<Value> {
  /** E.g. `/inventorytriggerjob`. */
  path: string;
  /** An empty or undefined value is not sent: the service's way with empty parameters is not documented. */
  params: Readonly<Record<string, string | undefined>>;
  /** The CAM action that the key needs for it. */
  action: string;
  layout: ListLayout;
  /** Makes the value of a list; never throws. */
  read: (response: XmlElement, layout: ListLayout) => Value;
}

/** The way of every call of one bucket: signature, rate, tries, clock, and the translation of faults. */
export interface Api {
  /**
   * Asks, with up to three tries inside `signal`'s life.
   * @throws SourceFault for whatever the other side, the network or the credentials did wrong.
   */
  ask<Value>(call: Call<Value>, signal: AbortSignal): Promise<Answered<Value>>;
  /** Lets go of sockets. */
  close(): void;
}

export function createApi(options: ApiOptions): Api {
  return new SignedApi(options);
}

const TRIES = 3;
const FIRST_DELAY: Duration = 300;
/** A longer wait is left to the next poll. */
const LONGEST_DELAY: Duration = 20 * SECOND;
/** Below this the clock is not what the service complains about. */
const LEAST_SKEW: Duration = 30 * SECOND;

class SignedApi implements Api {
  readonly #options: ApiOptions;
  readonly #url: URL;
  readonly #http: SourceClient;
  readonly #rateLimit: RateLimit;
  /** Our clock minus the server's, as far as signing must allow for it. */
  #correction: Duration = 0;

  constructor(options: ApiOptions) {
    this.#options = options;
    this.#url = new URL(options.endpoint);
    this.#http = createSourceClient(options);
    this.#rateLimit = createRateLimit({ perSecond: options.requestsPerSecond, clock: options.clock });
  }

  close(): void {
    this.#http.close();
  }

  async ask<Value>(call: Call<Value>, signal: AbortSignal): Promise<Answered<Value>> {
    const url = new URL(this.#url);
    url.pathname = `${url.pathname.replace(/\/$/, '')}${call.path}`;
    const params = withoutEmpty(call.params);
    url.search = toSearch(params);
    let mayCorrectClock = true;
    for (let attempt = 1; ; attempt += 1) {
      let skew: Duration | undefined;
      try {
        const key = await this.#options.credentials.get(signal);
        refuseUnsendable(key);
        const headers = this.#headers({ url, params, key, attempt });
        const answer = await this.#send({ url, headers }, signal);
        skew = this.#observeSkew(answer);
        return this.#read(call, answer, [...secretsOf(key), signatureIn(headers)]);
      } catch (error) {
        if (!(error instanceof SourceFault)) throw error;
        if (isSkew(error) && mayCorrectClock && skew !== undefined && attempt < TRIES) {
          mayCorrectClock = false;
          if (Math.abs(skew - this.#correction) < LEAST_SKEW) throw error;
          this.#correction = skew;
          continue;
        }
        const delay = this.#delayBefore(attempt + 1, error);
        if (delay === undefined) throw error;
        await this.#options.clock.sleep(delay, signal);
      }
    }
  }

  async #send(
    request: { url: URL; headers: Readonly<Record<string, string>> },
    signal: AbortSignal,
  ): Promise<HttpAnswer> {
    const { events } = this.#options;
    await this.#rateLimit.enter(signal);
    events.requestSent();
    try {
      return await this.#http.send({ method: 'GET', ...request }, signal);
    } catch (error) {
      if (error instanceof SourceFault) events.requestFailed(error.reason);
      throw error;
    }
  }

  #headers({ url, params, key, attempt }: Attempt): SignedHeaders {
    const { clock, userAgent } = this.#options;
    const now = clock.now() - this.#correction;
    const signed = {
      host: url.host,
      ...(key.token === undefined ? {} : { 'x-ci-security-token': key.token.reveal() }),
    };
    return {
      ...signed,
      authorization: sign(
        { method: 'GET', path: decodeURIComponent(url.pathname), params, headers: signed },
        { ...key, validFrom: now - MINUTE, validUntil: now + 15 * MINUTE },
      ),
      ...(userAgent === undefined ? {} : { 'user-agent': userAgent }),
      // How the official SDKs mark a repeat.
      ...(attempt > 1 ? { 'x-cos-sdk-retry': 'true' } : {}),
    };
  }

  #observeSkew(answer: HttpAnswer): Duration | undefined {
    const serverTime = readServerTime(answer);
    if (serverTime === undefined) return undefined;
    // The header has whole seconds and was written somewhere between sending and receiving.
    const skew = (answer.sentAt + answer.receivedAt) / 2 - (serverTime + SECOND / 2);
    this.#options.events.clockSkewSeen(skew);
    return skew;
  }

  #read<Value>(
    { action, layout, read }: Call<Value>,
    answer: HttpAnswer,
    secrets: readonly string[],
  ): Answered<Value> {
    const { events, bucket, region } = this.#options;
    try {
      const asked = { bucket, region, action };
      return readAnswer(answer, { asked, layout, read, hide: (text) => hideSecrets(text, secrets) });
    } catch (error) {
      if (error instanceof SourceFault) events.requestFailed(error.reason);
      throw error;
    }
  }

  /** Returns the pause before that try; undefined when there must be none. */
  #delayBefore(attempt: number, fault: SourceFault): Duration | undefined {
    if (attempt > TRIES || !fault.retryable || fault.reason === 'malformed') return undefined;
    const growing = FIRST_DELAY * 3 ** (attempt - 2) * (0.5 + this.#options.random());
    const delay = Math.max(growing, fault.retryAfter ?? 0);
    return delay > LONGEST_DELAY ? undefined : delay;
  }
}

type Params = Readonly<Record<string, string>>;

interface Attempt {
  url: URL;
  params: Params;
  key: Credentials;
  /** From 1. */
  attempt: number;
}

type SignedHeaders = Readonly<Record<string, string>> & { authorization: string };

function secretsOf({ secretId, secretKey, token }: Credentials): readonly string[] {
  return [secretId, secretKey.reveal(), token?.reveal() ?? ''];
}

function signatureIn({ authorization }: SignedHeaders): string {
  return /q-signature=(\w+)/.exec(authorization)?.[1] ?? '';
}

/** An error may quote what was sent to it. What is shorter than any real secret is left alone. */
function hideSecrets(text: string, secrets: readonly string[]): string {
  const hidden = secrets
    .filter((secret) => secret.length >= 8)
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
  return hideKeys(hidden);
}

function withoutEmpty(params: Call<unknown>['params']): Params {
  return Object.fromEntries(
    Object.entries(params).filter((entry): entry is [string, string] => (entry[1] ?? '') !== ''),
  );
}

function toSearch(params: Params): string {
  return Object.entries(params)
    .map(([name, value]) => `${urlEncode(name)}=${urlEncode(value)}`)
    .join('&');
}
