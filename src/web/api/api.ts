import { OpenAPIHono } from '@hono/zod-openapi';
import { etag } from 'hono/etag';
import { HTTPException } from 'hono/http-exception';
import type { WebEnv } from '../access/principal.ts';
import { addIncidents } from './incidents.ts';
import { addJobs } from './jobs.ts';
import { addNotifications } from './notifications.ts';
import { OPENAPI_HEAD } from './openapi-head.ts';
import { problem } from './problem.ts';
import { addSilences } from './silences.ts';
import { addStatus } from './status.ts';
import { addStream } from './stream.ts';
import { addTargets } from './targets.ts';
import { addTransitions } from './transitions.ts';
import type { Api, ApiParts } from './api-parts.ts';

/** `/api/v1`: what the pages show, for programs. */
export function createApi(parts: ApiParts): Api {
  const api: Api = new OpenAPIHono<WebEnv>({
    defaultHook: (result, context) => {
      if (result.success) return undefined;
      const errors = result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
      const detail = 'Mend what `errors` names; /api/v1/openapi.json describes every request.';
      return problem(context, { status: 400, title: 'the request is not valid', detail, errors });
    },
  });
  // Before what follows, which reads an answer to its end.
  addStream(api, parts);
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
    add(api, parts);
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
  api.doc31('/openapi.json', OPENAPI_HEAD);
  // Not by `notFound`: what is mounted below a path does not get its turn.
  api.all('*', parts.access.requires('read'), (context) => problem(context, NO_SUCH_RESOURCE));
  api.onError((error, context) => {
    if (!(error instanceof HTTPException)) throw error;
    const detail = 'Mend the request; /api/v1/openapi.json describes every one.';
    return problem(context, { status: error.status, title: error.message, detail });
  });
  return api;
}

const NO_SUCH_RESOURCE = {
  status: 404,
  title: 'no such resource',
  detail: '/api/v1/openapi.json names them all.',
} as const;
