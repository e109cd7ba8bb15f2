import type { MiddlewareHandler } from 'hono';
import type { Access } from '../auth/access.ts';
import type { WebEnv } from '../base/principal.ts';
import { doesAct } from '../auth/same-origin.ts';
import { invalidRequest } from './query/invalid-request.ts';
import type { KnownRequest } from './known-requests.ts';

/**
 * Refuses a query with a name that the request does not know: what is mistyped would filter nothing, and all there is
 * would be taken for what was asked for.
 */
export function strictQuery(
  known: (path: string) => readonly KnownRequest[],
  access: Access,
): MiddlewareHandler<WebEnv> {
  return async (context, next) => {
    const { path, method } = context.req;
    const request = known(path).find((one) => one.method === (method === 'HEAD' ? 'GET' : method));
    if (request === undefined) return await next();
    const { parameters } = request;
    const unknown = Object.keys(context.req.queries()).filter((name) => !parameters.includes(name));
    if (unknown.length === 0) return await next();
    // Who may not ask is told that, and not what is wrong with the question.
    const refusal = await access.requires(doesAct(context) ? 'write' : 'read')(context, async () => {});
    if (refusal instanceof Response) return refusal;
    const names = parameters.length === 0 ? 'this request takes none' : `it takes ${parameters.join(', ')}`;
    return invalidRequest(
      context,
      unknown.map((name) => ({ path: name, message: `no parameter of this request: ${names}` })),
    );
  };
}
