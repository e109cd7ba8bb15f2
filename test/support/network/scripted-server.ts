import { createServer, type IncomingMessage } from 'node:http';

/** The answer of a scripted server. A body that is no text is sent as JSON. */
export type Reply =
  | { status?: number; headers?: Readonly<Record<string, string>>; body: unknown }
  | 'hang'
  | 'reset';

/** A real HTTP server that answers by script; `asked` holds what came in. */
export async function startScriptedServer(
  reply: (request: { url: string; body: string; headers: IncomingMessage['headers'] }) => Reply,
) {
  const asked: { url: string; body: string; headers: IncomingMessage['headers'] }[] = [];
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const request = {
        url: incoming.url ?? '',
        body: Buffer.concat(chunks).toString(),
        headers: incoming.headers,
      };
      asked.push(request);
      const answer = reply(request);
      if (answer === 'hang') return;
      if (answer === 'reset') {
        incoming.socket.resetAndDestroy();
        return;
      }
      const { status = 200, headers = {}, body } = answer;
      response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  return {
    asked,
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
