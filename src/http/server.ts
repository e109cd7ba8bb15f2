import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Server } from 'node:net';
import type { getRequestListener as GetRequestListener } from '@hono/node-server';
import type { Logger } from 'pino';
import { type Clock, type Duration, SECOND } from '../platform/time.ts';
import { BodyBound } from './body-bound.ts';
import { boundConnections, type ConnectionBounds, DEFAULT_BOUNDS } from './bound-connections.ts';
import { HttpFault } from './http-fault.ts';
import { followCertificate, readCertificate, type TlsFiles } from './tls-certificate.ts';

export interface HttpServer {
  /** The address that it listens on, e.g. `http://127.0.0.1:9464`. */
  url: string;
  /** Stops accepting, ends idle connections and, soon after, all others. */
  close(): Promise<void>;
}

export interface Listen {
  host: string;
  port: number;
  stalledAfter?: Duration;
  /** The most connections; asked for each. */
  bounds?: () => ConnectionBounds;
  /** Serves HTTPS; the files are read again when they change. */
  tls?: { files: TlsFiles; clock: Clock; log: Logger };
}

/** The time that a request under way has after the server was asked to stop. */
const GRACE = SECOND;

/** The time after which a client is dropped that takes nothing of its answer. */
const STALLED_AFTER = 30 * SECOND;

/** A client that sends slowly is dropped: Node looks for those only every 30 s by itself. */
const LIMITS = {
  requestTimeout: 10 * SECOND,
  headersTimeout: 5 * SECOND,
  keepAliveTimeout: 75 * SECOND,
  connectionsCheckingInterval: 2 * SECOND,
};

/** `http://user:password@host/`: what no `Request` can be made of. */
const LOGIN_IN_TARGET = /^https?:\/\/[^/?#]*@/i;

/** Stands in for the Host that HTTP/1.0 may leave out. Whoever asks for the header still finds none. */
const NO_NAME = 'no-name.invalid';

type App = { fetch: (request: Request) => Response | Promise<Response> };

/** Answers requests by `app`. Loads all of `fetch` at the first one: it would be a sixth of a start. */
function listenerOf(app: App): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  let listener: Promise<ReturnType<typeof GetRequestListener>> | undefined;
  return async (request, response) => {
    listener ??= import('@hono/node-server').then(({ getRequestListener }) =>
      getRequestListener(app.fetch, { hostname: NO_NAME }),
    );
    await (
      await listener
    )(request, response);
  };
}

/** Serves `app`. @throws HttpFault when the address or the certificate cannot be had. */
export async function startHttpServer(app: App, listen: Listen): Promise<HttpServer> {
  const listener = listenerOf(app);
  const bodies = new BodyBound();
  const respond = (request: IncomingMessage, response: ServerResponse) => {
    if (!bodies.admit(request, response)) return;
    if (LOGIN_IN_TARGET.test(request.url ?? '')) response.writeHead(400).end();
    else void listener(request, response);
  };
  const { tls } = listen;
  const server =
    tls === undefined
      ? createServer(LIMITS, respond)
      : createTlsServer({ ...LIMITS, handshakeTimeout: 5 * SECOND, ...readCertificate(tls.files) }, respond);
  server.timeout = listen.stalledAfter ?? STALLED_AFTER;
  const connections = boundConnections(server, listen.bounds ?? (() => DEFAULT_BOUNDS));
  await listening(server, listen);
  const stopping = new AbortController();
  const following =
    tls && 'setSecureContext' in server ? followCertificate(server, tls, stopping.signal) : undefined;
  return {
    url: urlOf(server, tls === undefined ? 'http' : 'https'),
    close: async () => {
      stopping.abort(new Error('stopping'));
      await following;
      await new Promise<void>((resolve) => {
        const impatient = setTimeout(() => connections.destroyAll(), GRACE);
        server.close(() => {
          clearTimeout(impatient);
          resolve();
        });
        server.closeIdleConnections();
      });
    },
  };
}

function urlOf(server: Server, scheme: 'http' | 'https'): string {
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('a listening TCP server has an address');
  return `${scheme}://${bound.family === 'IPv6' ? `[${bound.address}]` : bound.address}:${bound.port}`;
}

function listening(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const details = {
        code: error.code ?? 'listen-failed',
        reason: 'listen',
        hint: 'Change server.listen, or stop what listens there.',
        cause: error,
      };
      reject(new HttpFault(`cannot listen on ${host}:${port}: ${error.message}`, details));
    });
    server.listen(port, host, () => {
      server.removeAllListeners('error');
      resolve();
    });
  });
}
