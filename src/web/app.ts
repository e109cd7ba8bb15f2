import { Hono } from 'hono';
import type { Metrics } from '../metrics/metrics.ts';
import type { Access } from './access/access.ts';
import type { WebEnv } from './access/principal.ts';

export interface AppOptions {
  readonly metrics: Pick<Metrics, 'render'>;
  /** What keeps the program from being ready, in words; empty when it is. */
  readonly unready: () => Promise<readonly string[]>;
  /** Called with what a handler threw; the caller gets a bare 500. */
  readonly onError: (error: unknown) => void;
  readonly access: Access;
  /** Further routes, by the path that they stand below; the first that answers does. */
  readonly routes: readonly (readonly [path: string, routes: Hono<WebEnv>])[];
}

/** The HTTP interface: `/metrics`, `/livez`, `/readyz`, and what else there is. */
export function createApp({ metrics, unready, onError, access, routes }: AppOptions): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use(async (context, next) => {
    await next();
    context.header('X-Content-Type-Options', 'nosniff');
    if (!context.res.headers.has('Cache-Control')) context.header('Cache-Control', 'no-store');
  });
  app.get('/livez', (context) => context.text('ok\n'));
  app.get('/readyz', async (context) => {
    const reasons = await unready();
    if (reasons.length === 0) return context.text('ok\n');
    return context.text(reasons.map((reason) => `not ready: ${reason}\n`).join(''), 503);
  });
  app.get('/metrics', access.requires('metrics'), async (context) => {
    const { body, contentType } = await metrics.render(negotiate(context.req.header('Accept') ?? ''));
    return context.body(body, 200, { 'Content-Type': contentType });
  });
  for (const [path, below] of routes) app.route(path, below);
  app.notFound((context) => context.text('not found\n', 404));
  app.onError((error, context) => {
    onError(error);
    return context.text('internal error; the log says more\n', 500);
  });
  return app;
}

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
