import type { Hono } from 'hono';
import type { Access } from '../auth/access.ts';
import type { WebEnv } from '../auth/principal.ts';
import type { WebOptions } from '../options/web-options.ts';

export type Pages = Hono<WebEnv>;

/** The options of each page. */
export type PageOptions = WebOptions & { access: Access };
