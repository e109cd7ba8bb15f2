import type { Hono } from 'hono';
import type { Access } from '../auth/access.ts';
import type { WebEnv } from '../base/principal.ts';
import type { WebParts } from '../base/web-parts.ts';

export type Pages = Hono<WebEnv>;

/** What each page gets. */
export type PageParts = WebParts & { access: Access };
