import type { Hono } from 'hono';
import type { Access } from '../access/access.ts';
import type { WebEnv } from '../access/principal.ts';
import type { WebParts } from '../web-parts.ts';

export type Pages = Hono<WebEnv>;

/** What each page gets. */
export type PageParts = WebParts & { readonly access: Access };
