import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { BatchwatchError } from '../errors.ts';
import { type Duration, SECOND } from '../time.ts';

export interface HttpServer {
  /** Where it listens, e.g. `http://127.0.0.1:9464`. */
  readonly url: string;
  /** Stops accepting, ends idle connections and, soon after, all others. */
  close(): Promise<void>;
}

/** How long a request under way may go on after the server was told to stop. */
const GRACE = SECOND;

/** How long a client may take nothing of its answer before it is dropped. */
const STALLED_AFTER = 30 * SECOND;

/** Serves `app`. @throws HttpFault when the address cannot be had. */
export async function startHttpServer(
  app: { readonly fetch: (request: Request) => Response | Promise<Response> },
  listen: { readonly host: string; readonly port: number; readonly stalledAfter?: Duration },
): Promise<HttpServer> {
  const respond = getRequestListener(app.fetch);
  const server = createServer(
    { requestTimeout: 10 * SECOND, headersTimeout: 5 * SECOND, keepAliveTimeout: 75 * SECOND },
    (request, response) => void respond(request, response),
  );
  server.timeout = listen.stalledAfter ?? STALLED_AFTER;
  await listening(server, listen);
  return {
    url: urlOf(server),
    close: () =>
      new Promise((resolve) => {
        const impatient = setTimeout(() => server.closeAllConnections(), GRACE);
        server.close(() => {
          clearTimeout(impatient);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

function urlOf(server: Server): string {
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('a listening TCP server has an address');
  return `http://${bound.family === 'IPv6' ? `[${bound.address}]` : bound.address}:${bound.port}`;
}

/** The HTTP server could not start. */
export class HttpFault extends BatchwatchError {}

function listening(
  server: Server,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<void> {
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
