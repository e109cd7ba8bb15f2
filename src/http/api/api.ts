import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { etag } from 'hono/etag';
import { HTTPException } from 'hono/http-exception';
import type { WebEnv } from '../base/principal.ts';
import { addIncidents } from './incidents.ts';
import { invalidRequest } from './query/invalid-request.ts';
import { addJobs } from './jobs.ts';
import { knownRequests, type KnownRequest } from './known-requests.ts';
import { addNotifications } from './notifications.ts';
import { openApiDocument } from './openapi-document.ts';
import { problem } from '../respond/problem.ts';
import { addSilences } from './silences.ts';
import { addStatus } from './status.ts';
import { addStream } from './stream.ts';
import { strictQuery } from './strict-query.ts';
import { addTargets } from './targets.ts';
import { addTransitions } from './transitions.ts';
import type { Api, ApiOptions } from './api-options.ts';

/** `/api/v1`: what the pages show, for programs. */
export function createApi(options: ApiOptions): Api {
  const api: Api = new OpenAPIHono<WebEnv>({
    defaultHook: (result, context) => {
      if (result.success) return undefined;
      const errors = result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
      return invalidRequest(context, errors);
    },
  });
  let known: ReturnType<typeof knownRequests> | undefined;
  const requestsAt = (path: string) => (known ??= knownRequests(api))(path);
  api.use(strictQuery(requestsAt, options.access));
  // Before what follows, which reads an answer to its end.
  addStream(api, options);
  api.use(etag());
  for (const add of [
    addStatus,
    addTargets,
    addJobs,
    addTransitions,
    addIncidents,
    addSilences,
    addNotifications,
  ]) {
    add(api, options);
  }
  api.openAPIRegistry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    description: 'A token of `server.auth.bearer`.',
  });
  api.openAPIRegistry.registerComponent('securitySchemes', 'basic', {
    type: 'http',
    scheme: 'basic',
    description: 'A user of `server.auth.basic`.',
  });
  api.get('/openapi.json', (context) => context.json(openApiDocument(api)));
  // Not by `notFound`: what is mounted below a path does not get its turn.
  api.all('*', options.access.requires('read'), (context) => notFound(context, requestsAt(context.req.path)));
  api.onError((error, context) => {
    if (!(error instanceof HTTPException)) throw error;
    const detail = 'Mend the request; /api/v1/openapi.json describes every one.';
    return problem(context, { status: error.status, title: error.message, detail });
  });
  return api;
}

/** Answers what no route did. `known`: what can be asked there. */
function notFound(context: Context, known: readonly KnownRequest[]): Response {
  const detail = '/api/v1/openapi.json names them all.';
  if (known.length === 0) return problem(context, { status: 404, title: 'no such resource', detail });
  const methods = known.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  context.header('Allow', methods.join(', '));
  return problem(context, {
    status: 405,
    title: 'the resource takes other methods',
    detail: `Use ${methods.join(' or ')}.`,
  });
}
