import http from 'node:http';
import https from 'node:https';
import { urlToHttpOptions } from 'node:url';
import { SECOND, type Clock, type Duration, type Instant } from '../time.ts';
import {
  encodedFailure,
  HttpFailure,
  lateFailure,
  networkFailure,
  proxyConnectionFailure,
  refusedByProxy,
  silentProxyFailure,
  tooLargeFailure,
} from './http-failure.ts';
import type { HttpProxy } from './http-proxy.ts';
import type { ProxyPolicy } from './proxy-policy.ts';
import { proxyAddress, proxyHeaders, TunnelAgent } from './tunnel-agent.ts';

export interface OutgoingRequest {
  method: 'GET' | 'POST';
  url: URL;
  headers: Readonly<Record<string, string>>;
  body?: string;
}

/** A whole answer. Header names are lower-case. A redirect is an answer like any other: it is never followed. */
export interface HttpAnswer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: string;
  /** When the request left and when its answer was whole, by our clock. */
  sentAt: Instant;
  receivedAt: Instant;
}

export interface SendingEvents {
  /** Called when the last byte of the request has left; from then on only the answer is missing. */
  onSent?: () => void;
}

export interface HttpClientOptions {
  /** Bounds a request from its first byte to the last of its answer, so that one that drips holds up nothing. */
  timeout: Duration;
  clock: Clock;
  proxies: ProxyPolicy;
  /** Of a body; 0 reads none. */
  maxBytes: number;
  /** True where the status says much by itself: a body that cannot be read to its end is cut, and no failure. */
  mayCut?: boolean;
}

/**
 * Sends requests, directly or through a proxy, over connections that stay open between them. Uses node:http, as `fetch`
 * needs half as much memory again.
 */
export class HttpClient {
  readonly #options: HttpClientOptions;
  readonly #http = new http.Agent(AGENT);
  readonly #https = new https.Agent(AGENT);
  #tunnels: TunnelAgent | undefined;

  constructor(options: HttpClientOptions) {
    this.#options = options;
  }

  /**
   * Sends one request and reads the whole answer, whatever its status.
   * @throws HttpFailure; the signal's own reason when it aborts.
   */
  async send(
    request: OutgoingRequest,
    signal: AbortSignal,
    { onSent }: SendingEvents = {},
  ): Promise<HttpAnswer> {
    signal.throwIfAborted();
    const { timeout, clock } = this.#options;
    const done = new AbortController();
    const late = new AbortController();
    clock.sleep(timeout, done.signal).then(
      () => late.abort(lateFailure(timeout)),
      () => undefined,
    );
    try {
      return await this.#exchange(request, AbortSignal.any([signal, late.signal]), onSent);
    } finally {
      done.abort(OVER);
    }
  }

  /** Lets go of idle sockets. */
  close(): void {
    this.#http.destroy();
    this.#https.destroy();
    this.#tunnels?.destroy();
  }

  #exchange(request: OutgoingRequest, signal: AbortSignal, onSent?: () => void): Promise<HttpAnswer> {
    const { clock, proxies, timeout } = this.#options;
    const { url } = request;
    const proxy = proxies.proxyFor(url);
    const sentAt = clock.now();
    const { promise, resolve, reject } = Promise.withResolvers<HttpAnswer>();
    const outgoing = this.#open(request, proxy, signal);
    let hasWay = false;
    outgoing.once('socket', () => (hasWay = true));
    // A request that waits for its tunnel says nothing of its end.
    const end = () => {
      const isLate = signal.reason instanceof HttpFailure;
      reject(isLate && proxy !== undefined && !hasWay ? silentProxyFailure(proxy, timeout) : signal.reason);
    };
    signal.addEventListener('abort', end, { once: true });
    const fail = (error: unknown) => (signal.aborted ? end() : reject(toFailure(error, url, proxy)));
    outgoing.on('error', fail);
    outgoing.on('response', (incoming) => {
      const { statusCode: status = 0, headers } = incoming;
      if (status === 407 && proxy !== undefined) {
        incoming.destroy();
        return reject(refusedByProxy(status, { proxy, host: url.host }));
      }
      readBody(incoming, this.#options).then(
        (body) => resolve({ status, headers, body, sentAt, receivedAt: clock.now() }),
        fail,
      );
    });
    if (onSent !== undefined) outgoing.once('finish', onSent);
    outgoing.end(request.body);
    // Node keeps a combined signal, and all that its listeners hold, for as long as it has any.
    return promise.finally(() => signal.removeEventListener('abort', end));
  }

  #open(
    { method, url, headers }: OutgoingRequest,
    proxy: HttpProxy | undefined,
    signal: AbortSignal,
  ): http.ClientRequest {
    const isSecure = url.protocol === 'https:';
    const options = { method, headers, signal };
    if (proxy === undefined) {
      return isSecure
        ? https.request(url, { ...options, agent: this.#https })
        : http.request(url, { ...options, agent: this.#http });
    }
    if (isSecure) {
      this.#tunnels ??= new TunnelAgent({ ...this.#options, proxy }, AGENT);
      return https.request(url, { ...options, agent: this.#tunnels });
    }
    const { auth } = urlToHttpOptions(url);
    // RFC 9112 §3.2.2: a request to a proxy has the whole URL, without a login in it (RFC 9110 §4.2.4).
    const whole = {
      ...options,
      ...proxyAddress(proxy),
      ...(auth != null && { auth }),
      path: `${url.origin}${url.pathname}${url.search}`,
      headers: { host: url.host, ...headers, ...proxyHeaders(proxy) },
    };
    return proxy.url.protocol === 'https:'
      ? https.request({ ...whole, agent: this.#https })
      : http.request({ ...whole, agent: this.#http });
  }
}

/** Only ends a wait. A new reason each time would cost more than the wait. */
const OVER = new Error('over');

/** One address of a host is left for the next after a while; Node's own quarter second is too short for a distant one. */
const AGENT = { keepAlive: true, maxFreeSockets: 4, autoSelectFamilyAttemptTimeout: 2 * SECOND };

function toFailure(error: unknown, url: URL, proxy: HttpProxy | undefined): HttpFailure {
  if (error instanceof HttpFailure) return error;
  const isOfProxy = proxy !== undefined && url.protocol === 'http:';
  return isOfProxy ? proxyConnectionFailure(error, proxy) : networkFailure(error, url.host);
}

async function readBody(
  incoming: http.IncomingMessage,
  { maxBytes, mayCut = false }: Pick<HttpClientOptions, 'maxBytes' | 'mayCut'>,
): Promise<string> {
  if (maxBytes === 0) {
    incoming.destroy();
    return '';
  }
  const chunks: Buffer[] = [];
  try {
    await readChunks(incoming, maxBytes, chunks);
  } catch (error) {
    if (!mayCut) throw error;
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Reads a body into `chunks`. @throws HttpFailure when it is encoded or too long; what Node throws when it breaks off. */
async function readChunks(incoming: http.IncomingMessage, maxBytes: number, chunks: Buffer[]): Promise<void> {
  const encoding = incoming.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') {
    incoming.destroy();
    throw encodedFailure(encoding);
  }
  let size = 0;
  for await (const chunk of incoming) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > maxBytes) throw tooLargeFailure(maxBytes);
    chunks.push(chunk);
  }
}
