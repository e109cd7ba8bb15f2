import type { Context } from 'hono';
import { StoreFault } from '../../store/store-fault.ts';
import { problem } from './problem.ts';

/** The pause before another try at a store that is busy, full or read-only, in seconds. */
const RETRY_AFTER = 5;

/** Answers a request that failed by no fault of its own. What happened inside stands in the log alone. */
export function failure(context: Context, error: unknown): Response {
  if (!(error instanceof StoreFault && error.retryable)) {
    return problem(context, {
      status: 500,
      title: 'internal error',
      detail: 'The log of the daemon says more.',
    });
  }
  context.header('Retry-After', String(RETRY_AFTER));
  const detail = `Try again in ${RETRY_AFTER} s; the log of the daemon says more.`;
  return problem(context, { status: 503, title: 'the store cannot be used now', detail });
}
