import type { MiddlewareHandler } from 'hono';
import { invalidRequest } from './invalid-request.ts';

/** Refuses a query with any other name. A mistyped filter would filter nothing, and look as if it had. */
export function strictQuery(names: readonly string[]): MiddlewareHandler {
  return async (context, next) => {
    const unknown = Object.keys(context.req.queries()).filter((name) => !names.includes(name));
    if (unknown.length === 0) return await next();
    const known = names.length === 0 ? 'this request takes none' : `it takes ${names.join(', ')}`;
    const message = `no parameter of this request: ${known}`;
    return invalidRequest(
      context,
      unknown.map((path) => ({ path, message })),
    );
  };
}
