import { Hono } from 'hono';
import { startHttpServer } from '../../http/server.ts';
import type { Clock } from '../../platform/time.ts';
import { listenFault } from '../listen/demo-fault.ts';
import { Chats } from './chats.ts';

/** A server that stands in for every vendor at once. */
export interface StartedVendors extends AsyncDisposable {
  chats: Chats;
  /** The base of the vendors' addresses. */
  url: string;
}

/** Starts the stand-in on this machine alone. Each request is known by its path, as the vendors have it. @throws DemoFault */
export async function startVendors(clock: Clock): Promise<StartedVendors> {
  const chats = new Chats();
  const app = new Hono();
  app.post('*', async (context) => {
    const body = await context.req.text();
    const answer = chats.take({ path: context.req.path, body, receivedAt: clock.now() });
    if (answer === undefined) return context.text('no vendor reads this\n', 400);
    const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
    return context.body(text, answer.status ?? 200);
  });
  const server = await startHttpServer(app, { host: '127.0.0.1', port: 0 }).catch((error: unknown) => {
    throw listenFault('stand-in for chats', error);
  });
  return { chats, url: server.url, [Symbol.asyncDispose]: () => server.close() };
}
