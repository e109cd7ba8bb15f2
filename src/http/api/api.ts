import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { etag } from 'hono/etag';
import { HTTPException } from 'hono/http-exception';
import type { WebEnv } from '../auth/principal.ts';
import { addIncidents } from './incidents.ts';
import { invalidRequest } from './query/invalid-request.ts';
import { addJobs } from './jobs.ts';
import { addNotifications } from './notifications.ts';
import { openApiDocument } from './openapi-document.ts';
import { problem } from '../respond/problem.ts';
import { addReceivers } from './receivers.ts';
import { addSilences } from './silences.ts';
import { addStatus } from './status.ts';
import { addStream } from './stream.ts';
import { addTargets } from './targets.ts';
import { addTransitions } from './transitions.ts';
import type { Api, ApiOptions } from './api-options.ts';

/** Creates `/api/v1`, which gives programs the contents of the pages. */
export function createApi(options: ApiOptions): Api {
  const api: Api = new OpenAPIHono<WebEnv>({
    defaultHook: (result, context) => {
      if (result.success) return undefined;
      const errors = result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
      return invalidRequest(context, errors);
    },
  });
  // Before `etag`, which reads an answer to its end.
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
    addReceivers,
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
  api.get('/openapi.json', (context) => context.json(openApiDocument(api, options.bodySchemas)));
  for (const { file, toJson } of options.bodySchemas)
    api.get(`/${file}`, (context) => context.json(toJson()));
  // Not by `notFound`: Hono does not call that of routes that are mounted below a path.
  api.all('*', options.access.requires('read'), (context) => notFound(context, api));
  api.onError((error, context) => {
    if (!(error instanceof HTTPException)) throw error;
    const detail = 'Mend the request; /api/v1/openapi.json describes every one.';
    return problem(context, { status: error.status, title: error.message, detail });
  });
  return api;
}

/** Answers a request that no route answers. */
function notFound(context: Context, api: Api): Response {
  const detail = '/api/v1/openapi.json names them all.';
  const methods = methodsAt(context.req.path, api);
  if (methods.length === 0) return problem(context, { status: 404, title: 'no such resource', detail });
  context.header('Allow', methods.join(', '));
  return problem(context, {
    status: 405,
    title: 'the resource takes other methods',
    detail: `Use ${methods.join(' or ')}.`,
  });
}

/** The methods that a path takes, by the routes of which the document is made. */
function methodsAt(path: string, { openAPIRegistry }: Api): string[] {
  return openAPIRegistry.definitions.flatMap((definition) => {
    if (definition.type !== 'route') return [];
    const { method, path: template } = definition.route;
    const pattern = new RegExp(`^/api/v1${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
    if (!pattern.test(path)) return [];
    return method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()];
  });
}
