import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Metrics } from '../metrics/metrics.ts';
import type { Access } from './auth/access.ts';
import type { WebEnv } from './auth/principal.ts';
import { failure } from './respond/failure.ts';
import { problem } from './respond/problem.ts';

export interface AppOptions {
  metrics: Pick<Metrics, 'render'>;
  /** The reasons why the program is not ready, in words; empty when it is. */
  unready: () => Promise<readonly string[]>;
  /** Called with what a handler threw; the caller gets no word of it. */
  onError: (error: unknown) => void;
  access: Access;
  /** Further routes, by the path that they stand below; the first that answers does. */
  routes: readonly (readonly [path: string, routes: Hono<WebEnv>])[];
}

/** The HTTP interface: `/metrics`, `/livez`, `/readyz`, and what else there is. */
export function createApp({ metrics, unready, onError, access, routes }: AppOptions): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(HEADERS)) {
      if (!context.res.headers.has(name)) context.header(name, value);
    }
  });
  app.use(bodyLimit({ maxSize: MOST_BYTES, onError: tooLarge }));
  app.on(PROBES, '/livez', access.requires('health'), (context) => context.text('ok\n'));
  app.on(PROBES, '/readyz', access.requires('health'), async (context) => {
    const reasons = await unready();
    if (reasons.length === 0) return context.text('ok\n');
    return context.text(reasons.map((reason) => `not ready: ${reason}\n`).join(''), 503);
  });
  app.on(PROBES, '/metrics', access.requires('metrics'), async (context) => {
    const { body, contentType } = await metrics.render(negotiate(context.req.header('Accept') ?? ''));
    return context.body(body, 200, { 'Content-Type': contentType });
  });
  for (const [path, below] of routes) app.route(path, below);
  app.notFound((context) => context.text('not found\n', 404));
  app.onError((error, context) => {
    if (!hasGone(error)) onError(error);
    return isOfApi(context)
      ? failure(context, error)
      : context.text('internal error; the log says more\n', 500);
  });
  return app;
}

/** The methods of health checks. HAProxy uses OPTIONS by default. */
const PROBES = ['GET', 'OPTIONS'];

/** The most bytes of a body: more than any form or request of ours can hold. */
const MOST_BYTES = 64 * 1024;

function tooLarge(context: Context): Response {
  const refused = { status: 413, title: 'the request is too large', detail: 'Send at most 64 kB.' } as const;
  return isOfApi(context)
    ? problem(context, refused)
    : context.text(`${refused.title}: ${refused.detail}\n`, 413);
}

/** True when the client left in the middle of its request. That is no error of ours. */
function hasGone(error: Error): boolean {
  const code = 'code' in error ? error.code : undefined;
  return GONE.has(String(code)) || error.message === 'Client connection prematurely closed.';
}

const GONE: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ERR_STREAM_PREMATURE_CLOSE',
]);

function isOfApi(context: Context): boolean {
  return context.req.path.startsWith('/api/');
}

/**
 * Of every answer that says nothing else. What is no page may do nothing in a browser, and no other site may have it.
 * No Strict-Transport-Security: it would bind every port of the host, and other programs live there.
 */
const HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy':
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};

/** OpenMetrics when the client ranks it at least as high as plain text, as Prometheus does. */
function negotiate(accept: string): 'prometheus' | 'openmetrics' {
  const quality = (mediaType: string) => {
    const range = accept.split(',').find((part) => part.trim().toLowerCase().startsWith(mediaType));
    if (range === undefined) return 0;
    const q = /;\s*q=([0-9.]+)/i.exec(range)?.[1];
    return q === undefined ? 1 : Number(q);
  };
  const openMetrics = quality('application/openmetrics-text');
  return openMetrics > 0 && openMetrics >= quality('text/plain') ? 'openmetrics' : 'prometheus';
}
