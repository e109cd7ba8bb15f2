import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Access } from '../auth/access.ts';
import type { WebEnv } from '../base/principal.ts';
import type { WebParts } from '../base/web-parts.ts';

/** Routes with their schemas, from which the requests are checked and the OpenAPI document is made. */
export type Api = OpenAPIHono<WebEnv>;

/** What each resource gets. */
export type ApiParts = WebParts & { access: Access };
