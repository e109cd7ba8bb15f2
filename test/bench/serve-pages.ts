import { createServer } from 'node:http';

/** The token of a page, as long as the real ones are: what keeps a token may keep more of its page than that. */
export function tokenOf(page: number): string {
  return `p${String(page).padStart(31, '0')}`;
}

/** Serves bodies as the pages of one list, each bearing the token of the next one. */
export async function servePages(
  bodies: readonly Buffer[],
  onRequest: () => void = () => {},
): Promise<AsyncDisposable & { url: string }> {
  const none = Buffer.from('<Response><RequestId>none</RequestId><NextToken></NextToken></Response>');
  const server = createServer((request, response) => {
    onRequest();
    request.resume();
    const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
    // Nothing in this list is open.
    const isWanted = !query.has('states') && !query.has('jobId');
    const body = (isWanted ? bodies[Number(query.get('nextToken')?.slice(1) ?? '0')] : undefined) ?? none;
    response.writeHead(200, { 'content-type': 'application/xml', 'content-length': body.length });
    response.end(body);
  });
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the page server does not listen');
  return {
    url: `http://127.0.0.1:${address.port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
