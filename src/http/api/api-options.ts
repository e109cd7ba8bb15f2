import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Access } from '../auth/access.ts';
import type { WebEnv } from '../auth/principal.ts';
import type { WebOptions } from '../options/web-options.ts';

/** Routes with their schemas, from which the requests are checked and the OpenAPI document is made. */
export type Api = OpenAPIHono<WebEnv>;

/** The options of each resource. */
export type ApiOptions = WebOptions & { access: Access };
