import {
  SourceFault,
  type JobSource,
  type ListQuery,
  type Page,
  type SourceEvents,
} from '../watch/job-source.ts';
import { toApiTime } from '../jobs/api-time.ts';
import { MINUTE, SECOND, type Clock, type Duration } from '../time.ts';
import type { CredentialProvider, Credentials } from './credentials.ts';
import { readDetails } from './details.ts';
import { isSkew } from './faults.ts';
import { createRateLimit, type RateLimit } from './rate-limit.ts';
import { readPage, readServerTime } from './read-page.ts';
import { createHttpClient, type HttpAnswer, type HttpClient } from './request.ts';
import { sign, urlEncode } from './sign.ts';

export interface TencentJobSourceOptions {
  /** `<BucketName-APPID>`. */
  readonly bucket: string;
  readonly region: string;
  /** Where requests go: `https://<bucket>.ci.<region>.myqcloud.com`. */
  readonly endpoint: string;
  readonly credentials: CredentialProvider;
  /** Bounds each HTTP request, from its first byte to the last of its answer. */
  readonly timeout: Duration;
  readonly requestsPerSecond: number;
  /** Fixed filters of the list call. */
  readonly filters: {
    readonly type?: string | undefined;
    readonly name?: string | undefined;
    readonly workflowId?: string | undefined;
  };
  readonly clock: Clock;
  /** At least 0, below 1. */
  readonly random: () => number;
  readonly events: SourceEvents;
  readonly userAgent?: string;
}

/** Makes a source of the batch jobs of one bucket. */
export function createTencentJobSource(options: TencentJobSourceOptions): JobSource {
  const source = new TencentJobSource(options);
  return {
    list: (query, signal) => source.list(query, signal),
    details: readDetails,
    close: () => source.close(),
  };
}

const TRIES = 3;
const FIRST_DELAY: Duration = 300;
/** A longer wait is left to the next poll. */
const LONGEST_DELAY: Duration = 20 * SECOND;
/** Below this the clock is not what the service complains about. */
const LEAST_SKEW: Duration = 30 * SECOND;

class TencentJobSource {
  readonly #options: TencentJobSourceOptions;
  readonly #url: URL;
  readonly #http: HttpClient;
  readonly #rateLimit: RateLimit;
  /** Our clock minus the server's, as far as signing must allow for it. */
  #correction: Duration = 0;

  constructor(options: TencentJobSourceOptions) {
    this.#options = options;
    this.#url = new URL(options.endpoint);
    this.#url.pathname = `${this.#url.pathname.replace(/\/$/, '')}/inventorytriggerjob`;
    this.#http = createHttpClient(options);
    this.#rateLimit = createRateLimit({ perSecond: options.requestsPerSecond, clock: options.clock });
  }

  close(): void {
    this.#http.close();
  }

  async list(query: ListQuery, signal: AbortSignal): Promise<Page> {
    const params = toParams(query, this.#options.filters);
    let mayCorrectClock = true;
    for (let attempt = 1; ; attempt += 1) {
      let skew: Duration | undefined;
      try {
        const key = await this.#options.credentials.get(signal);
        refuseUnsendable(key);
        const answer = await this.#ask({ params, key, attempt }, signal);
        skew = this.#observeSkew(answer);
        return this.#readPage(answer, key);
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

  async #ask({ params, key, attempt }: Attempt, signal: AbortSignal): Promise<HttpAnswer> {
    const { events } = this.#options;
    await this.#rateLimit.enter(signal);
    const url = new URL(this.#url);
    url.search = toSearch(params);
    events.requestSent();
    try {
      return await this.#http.send(
        { method: 'GET', url, headers: this.#headers({ params, key, attempt }) },
        signal,
      );
    } catch (error) {
      if (error instanceof SourceFault) events.requestFailed(error.reason);
      throw error;
    }
  }

  #headers({ params, key, attempt }: Attempt): Record<string, string> {
    const { clock, userAgent } = this.#options;
    const now = clock.now() - this.#correction;
    const signed = {
      host: this.#url.host,
      ...(key.token === undefined ? {} : { 'x-ci-security-token': key.token.reveal() }),
    };
    return {
      ...signed,
      authorization: sign(
        { method: 'GET', path: decodeURIComponent(this.#url.pathname), params, headers: signed },
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

  #readPage(answer: HttpAnswer, key: Credentials): Page {
    try {
      return readPage(answer, { place: this.#options, hide: (text) => hideSecrets(text, key) });
    } catch (error) {
      if (error instanceof SourceFault) this.#options.events.requestFailed(error.reason);
      throw error;
    }
  }

  /** How long to wait before that try; undefined when there must be none. */
  #delayBefore(attempt: number, fault: SourceFault): Duration | undefined {
    if (attempt > TRIES || !fault.retryable || fault.reason === 'malformed') return undefined;
    const growing = FIRST_DELAY * 3 ** (attempt - 2) * (0.5 + this.#options.random());
    const delay = Math.max(growing, fault.retryAfter ?? 0);
    return delay > LONGEST_DELAY ? undefined : delay;
  }
}

type Params = Readonly<Record<string, string>>;

interface Attempt {
  readonly params: Params;
  readonly key: Credentials;
  /** From 1. */
  readonly attempt: number;
}

/** A stray newline in a key would not be the network's fault, nor a bug. */
function refuseUnsendable({ secretId, token }: Credentials): void {
  if (/^[\x21-\x7e]+$/.test(secretId) && /^[\x21-\x7e]*$/.test(token?.reveal() ?? '')) return;
  throw new SourceFault('the secret id or the token holds characters that cannot be sent', {
    code: 'credentials-malformed',
    reason: 'auth',
    hint: 'Look for a stray blank or newline in the credentials.',
  });
}

/** An error may quote what was sent to it. What is shorter than any real secret is left alone. */
function hideSecrets(text: string, { secretKey, token }: Credentials): string {
  return [secretKey, token]
    .map((secret) => secret?.reveal() ?? '')
    .filter((secret) => secret.length >= 8)
    .reduce((hidden, secret) => hidden.replaceAll(secret, '***'), text);
}

function toParams(query: ListQuery, filters: TencentJobSourceOptions['filters']): Params {
  const all = {
    nextToken: query.nextToken,
    size: String(query.size),
    orderByTime: query.orderByTime,
    states: query.states?.join(','),
    startCreationTime: query.createdFrom === undefined ? undefined : toApiTime(query.createdFrom),
    endCreationTime: query.createdUntil === undefined ? undefined : toApiTime(query.createdUntil),
    jobId: query.jobId,
    ...filters,
  };
  // How the service takes an empty parameter is not documented, so there is never one.
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => (entry[1] ?? '') !== ''),
  );
}

function toSearch(params: Params): string {
  return Object.entries(params)
    .map(([name, value]) => `${urlEncode(name)}=${urlEncode(value)}`)
    .join('&');
}
