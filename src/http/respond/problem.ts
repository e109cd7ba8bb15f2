import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** What went wrong, for programs and people (RFC 9457). */
export interface Problem {
  readonly status: ContentfulStatusCode;
  /** The same for the same kind of problem. */
  readonly title: string;
  /** What to do about this one. */
  readonly detail: string;
  /** What is wrong with the request, one per place. */
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}

/** Answers with the problem. */
export function problem(context: Context, { status, ...told }: Problem): Response {
  return context.body(JSON.stringify({ type: 'about:blank', status, ...told }), status, {
    'Content-Type': 'application/problem+json',
  });
}
