import type { Context } from 'hono';
import { problem } from '../../respond/problem.ts';

/** Answers a page that was asked for by what is no cursor of ours. */
export function badCursor(context: Context): Response {
  return problem(context, {
    status: 400,
    title: 'the cursor is not valid',
    detail: 'Give `next` of the page before as it was, or leave `cursor` out to begin again.',
  });
}
