import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** A refusal or a failure, for programs and people (RFC 9457). */
export interface Problem {
  status: ContentfulStatusCode;
  /** The same for the same kind of problem. */
  title: string;
  /** The remedy for this one. */
  detail: string;
  /** The faults of the request, one per place. */
  errors?: readonly { path: string; message: string }[];
}

/** Answers with the problem. */
export function problem(context: Context, { status, ...rest }: Problem): Response {
  return context.body(JSON.stringify({ type: 'about:blank', status, ...rest }), status, {
    'Content-Type': 'application/problem+json',
  });
}
