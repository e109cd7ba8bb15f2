import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { WebEnv } from '../auth/principal.ts';
import { refusedPage } from './refused-page.ts';
import type { WebOptions } from '../options/web-options.ts';
import { pageWords } from '../locale/page-words.ts';

/** More than a form of ours can hold. */
const MOST_BYTES = 64 * 1024;

/** Refuses a form that holds more than any of ours can. */
export function smallForm({ display }: Pick<WebOptions, 'display'>): MiddlewareHandler<WebEnv> {
  return bodyLimit({
    maxSize: MOST_BYTES,
    onError: (context) =>
      context.html(refusedPage({ why: 'tooLarge', words: pageWords(display().language) }), 413),
  });
}

/** The fields of a form by their names; what is not there is empty. */
export async function readForm(context: Context<WebEnv>): Promise<(name: string) => string> {
  const form: Readonly<Record<string, unknown>> = await context.req.parseBody().catch(() => ({}));
  return (name) => {
    const value = form[name];
    return typeof value === 'string' ? value : '';
  };
}
