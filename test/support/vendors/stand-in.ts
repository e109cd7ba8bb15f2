import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Clock, Instant } from '../../../src/platform/time.ts';
import type { VendorAnswer } from './vendor-answer.ts';

/** A request as a vendor gets it. */
export interface VendorRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A message as its reader sees it. */
export interface ShownText {
  /** Without marks. */
  text: string;
  /** Where a click leads: links that were written, and those that a client makes of a text itself. */
  links: readonly string[];
  /** The people who are called. */
  mentions: readonly string[];
}

/** A message that the vendor took. */
export interface TakenMessage extends ShownText {
  at: Instant;
  /** The request's body. */
  body: string;
  /** The id by which the vendor knows a message that comes again. Left out where it knows none. */
  key?: string;
  /** The first message of its thread. Left out where it stands by itself. */
  thread?: string;
}

/** The answer of a vendor. `took` is absent where nobody sees the message. */
export interface VendorReply extends VendorAnswer {
  /** Set where it says that we are too fast. */
  isThrottle?: true;
  took?: Omit<TakenMessage, 'at' | 'body'>;
}

/** The rules of a vendor, with all that it remembers of earlier requests. */
export type VendorRules = (request: VendorRequest, now: Instant) => VendorReply;

export interface StandIn extends AsyncDisposable {
  url: string;
  /** The messages that it took, in order. */
  taken: readonly TakenMessage[];
  /** All its answers, in order. */
  answers: readonly (VendorAnswer & { at: Instant })[];
  /** When it said that we are too fast. */
  throttled: readonly Instant[];
}

/** Starts a vendor on loopback. It answers by its rules, at the time of this clock. */
export async function startStandIn(rules: VendorRules, clock: Pick<Clock, 'now'>): Promise<StandIn> {
  const taken: TakenMessage[] = [];
  const answers: (VendorAnswer & { at: Instant })[] = [];
  const throttled: Instant[] = [];
  const serve = async (incoming: IncomingMessage, response: ServerResponse) => {
    const request = await readRequest(incoming);
    const at = clock.now();
    const { took, isThrottle, ...answer } = rules(request, at);
    answers.push({ ...answer, at });
    if (isThrottle) throttled.push(at);
    if (took !== undefined) taken.push({ ...took, at, body: request.body });
    const { status = 200, headers = {}, body } = answer;
    response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
  };
  const server = createServer((incoming, response) => void serve(incoming, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    taken,
    answers,
    throttled,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Reads a request as a vendor gets it. @throws when the client goes away before all of it is there. */
export async function readRequest(incoming: IncomingMessage): Promise<VendorRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://vendor.example.com');
  return {
    method: incoming.method ?? '',
    path: pathname,
    query: searchParams,
    headers: incoming.headers,
    body: Buffer.concat(chunks).toString(),
  };
}
