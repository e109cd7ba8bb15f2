import type { Context } from 'hono';
import { problem, type Problem } from '../../respond/problem.ts';

/** Answers a request of which `errors` says what is wrong with it, place by place. */
export function invalidRequest(context: Context, errors: NonNullable<Problem['errors']>): Response {
  return problem(context, {
    status: 400,
    title: 'the request is not valid',
    detail: 'Mend what `errors` names; /api/v1/openapi.json describes every request.',
    errors,
  });
}
