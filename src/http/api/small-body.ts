import { bodyLimit } from 'hono/body-limit';
import { problem } from '../respond/problem.ts';

const MOST_BYTES = 16 * 1024;

/** Refuses a body that holds more than any request of ours can. */
export const smallBody = bodyLimit({
  maxSize: MOST_BYTES,
  onError: (context) =>
    problem(context, {
      status: 413,
      title: 'the request is too large',
      detail: `Send at most ${MOST_BYTES} bytes; /api/v1/openapi.json describes every request.`,
    }),
});
