import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Access } from '../access/access.ts';
import type { WebEnv } from '../access/principal.ts';
import type { WebParts } from '../web-parts.ts';

/** Routes with their schemas, from which the requests are checked and the OpenAPI document is made. */
export type Api = OpenAPIHono<WebEnv>;

/** What each resource gets. */
export type ApiParts = WebParts & { readonly access: Access };
