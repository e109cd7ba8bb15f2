import type { Context } from 'hono';
import { problem, type Problem } from '../../respond/problem.ts';
import { BAD_CURSOR } from './paging.ts';

/** Answers an invalid request. `errors` says what is wrong with it, place by place. */
export function invalidRequest(context: Context, errors: NonNullable<Problem['errors']>): Response {
  const others = errors.filter(({ message }) => message !== BAD_CURSOR);
  if (others.length === 0) return badCursor(context);
  return problem(context, {
    status: 400,
    title: 'the request is not valid',
    detail: 'Mend what `errors` names; /api/v1/openapi.json describes every request.',
    errors: others,
  });
}

/** Answers a request whose cursor is none of ours. */
export function badCursor(context: Context): Response {
  return problem(context, {
    status: 400,
    title: 'the cursor is not valid',
    detail: 'Give `next` of the page before as it was, or leave `cursor` out to begin again.',
  });
}
