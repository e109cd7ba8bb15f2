import http from 'node:http';
import https from 'node:https';
import { isIP, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect } from 'node:tls';
import { callbackify } from 'node:util';
import type { Clock, Duration } from '../time.ts';
import {
  garbledFailure,
  proxyConnectionFailure,
  refusedByProxy,
  silentProxyFailure,
} from './http-failure.ts';
import { proxyPort, type HttpProxy } from './http-proxy.ts';
import { hostOf } from './no-proxy.ts';

export interface TunnelOptions {
  proxy: HttpProxy;
  /** For the answer of the proxy. */
  timeout: Duration;
  clock: Clock;
}

/**
 * Keeps connections to `https:` hosts through a proxy (RFC 9110 §9.3.6). Node's own support (`proxyEnv`) adds listeners
 * without end while a proxy drips its answer, reads such an answer without a bound, and knows no CIDR block in `NO_PROXY`.
 */
export class TunnelAgent extends https.Agent {
  readonly #options: TunnelOptions;
  readonly #closing = new AbortController();

  constructor(options: TunnelOptions, agent: https.AgentOptions) {
    super(agent);
    this.#options = options;
  }

  override createConnection(
    options: https.RequestOptions,
    callback: (error: Error | null, stream: Duplex) => void = () => {},
  ): undefined {
    callbackify(() => this.#connect(options))(callback);
  }

  override destroy(): void {
    this.#closing.abort(new Error('closing'));
    super.destroy();
  }

  async #connect({ host, port }: https.RequestOptions): Promise<Duplex> {
    const name = host ?? 'localhost';
    const target = `${isIP(name) === 6 ? `[${name}]` : name}:${port ?? 443}`;
    const socket = await openTunnel(target, this.#options, this.#closing.signal);
    return connect({ socket, host: name, servername: isIP(name) === 0 ? name : '' });
  }
}

/** @throws HttpFailure */
async function openTunnel(target: string, options: TunnelOptions, closing: AbortSignal): Promise<Socket> {
  const { proxy, timeout, clock } = options;
  const answered = new AbortController();
  const late = new AbortController();
  clock.sleep(timeout, answered.signal).then(
    () => late.abort(silentProxyFailure(proxy, timeout)),
    () => undefined,
  );
  try {
    return await askProxy(target, proxy, AbortSignal.any([closing, late.signal]));
  } finally {
    answered.abort();
  }
}

function askProxy(target: string, proxy: HttpProxy, signal: AbortSignal): Promise<Socket> {
  const headers = { host: target, ...proxyHeaders(proxy) };
  const request = (proxy.url.protocol === 'https:' ? https : http).request({
    ...proxyAddress(proxy),
    method: 'CONNECT',
    path: target,
    headers,
    agent: false,
    signal,
  });
  return new Promise((resolve, reject) => {
    request.once('connect', ({ statusCode = 0 }, socket: Socket, head) => {
      if (statusCode >= 200 && statusCode < 300 && head.length === 0) return resolve(socket);
      socket.destroy();
      // In TLS the client speaks first: nothing can have come yet.
      reject(
        head.length > 0 && statusCode < 300
          ? garbledFailure(proxy)
          : refusedByProxy(statusCode, { proxy, host: target }),
      );
    });
    request.on('error', (error) => {
      reject(signal.aborted ? signal.reason : proxyConnectionFailure(error, proxy));
    });
    request.end();
  });
}

/**
 * Returns the address of the proxy. A `Host` header names the host behind it, and TLS would look for that name in the
 * certificate.
 */
export function proxyAddress(proxy: HttpProxy): Pick<https.RequestOptions, 'host' | 'port' | 'servername'> {
  const host = hostOf(proxy.url);
  return { host, port: proxyPort(proxy), servername: isIP(host) === 0 ? host : '' };
}

export function proxyHeaders({ authorization }: HttpProxy): Readonly<Record<string, string>> {
  return authorization === undefined ? {} : { 'proxy-authorization': authorization.reveal() };
}
