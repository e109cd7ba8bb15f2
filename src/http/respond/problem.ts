import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** What went wrong, for programs and people (RFC 9457). */
export interface Problem {
  status: ContentfulStatusCode;
  /** The same for the same kind of problem. */
  title: string;
  /** What to do about this one. */
  detail: string;
  /** What is wrong with the request, one per place. */
  errors?: readonly { path: string; message: string }[];
}

/** Answers with the problem. */
export function problem(context: Context, { status, ...rest }: Problem): Response {
  return context.body(JSON.stringify({ type: 'about:blank', status, ...rest }), status, {
    'Content-Type': 'application/problem+json',
  });
}
