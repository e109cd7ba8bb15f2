import { Hono } from 'hono';
import type { Metrics } from '../metrics/metrics.ts';

export interface AppOptions {
  readonly metrics: Pick<Metrics, 'render'>;
  /** What keeps the program from being ready, in words; empty when it is. */
  readonly unready: () => Promise<readonly string[]>;
  /** Called with what a handler threw; the caller gets a bare 500. */
  readonly onError: (error: unknown) => void;
  /** Pages for people beside these. */
  readonly pages?: Hono;
}

/** The HTTP interface: `/metrics`, `/livez`, `/readyz`, and a front page that names them. */
export function createApp({ metrics, unready, onError, pages }: AppOptions): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    context.header('X-Content-Type-Options', 'nosniff');
    context.header('Cache-Control', 'no-store');
  });
  app.get('/livez', (context) => context.text('ok\n'));
  app.get('/readyz', async (context) => {
    const reasons = await unready();
    if (reasons.length === 0) return context.text('ok\n');
    return context.text(reasons.map((reason) => `not ready: ${reason}\n`).join(''), 503);
  });
  app.get('/metrics', async (context) => {
    const { body, contentType } = await metrics.render(negotiate(context.req.header('Accept') ?? ''));
    return context.body(body, 200, { 'Content-Type': contentType });
  });
  app.get('/', (context) => context.html(FRONT_PAGE));
  if (pages !== undefined) app.route('/', pages);
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

const FRONT_PAGE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Batchwatch</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem;color-scheme:light dark}</style>
</head><body><h1>Batchwatch</h1>
<p>Watches Tencent Cloud CI batch jobs and tells by mail when one fails or pauses.</p>
<ul><li><a href="/metrics">/metrics</a>: for Prometheus</li>
<li><a href="/readyz">/readyz</a>: ready, or why not</li>
<li><a href="/livez">/livez</a>: the process answers</li></ul>
<p>Jobs and their history: <code>batchwatch jobs</code>, <code>batchwatch explain JOB_ID</code>.</p>
</body></html>
`;
