import http from 'node:http';
import https from 'node:https';
import { type SourceFault } from '../watch/job-source.ts';
import type { Clock, Duration, Instant } from '../time.ts';
import { bodyFault, networkFault, timeoutFault } from './faults.ts';

export interface OutgoingRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A whole answer. Header names are lower-case. A redirect is an answer like any other: it is never followed. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
  /** When the request left and when its answer was whole, by our clock. */
  readonly sentAt: Instant;
  readonly receivedAt: Instant;
}

export interface HttpClient {
  /**
   * Sends one request over a kept-alive connection and reads the whole answer, whatever its status.
   * @throws SourceFault `timeout`, `network` or `malformed` (too long, encoded); the signal's own reason when
   * it aborts.
   */
  send(request: OutgoingRequest, signal: AbortSignal): Promise<HttpAnswer>;
  /** Lets go of idle sockets. */
  close(): void;
}

/** The longest answer that is read: a page of 100 jobs has some 100 KB, and reading one takes many times its size. */
export const MAX_ANSWER_BYTES = 2 * 1024 * 1024;

/** The code of the fault when an answer is longer. */
export const TOO_LARGE = 'answer-too-large';

/**
 * Makes a client that holds connections open between requests. `timeout` bounds a request from its first byte
 * to the last of its answer, so that an answer that drips never holds up a poll. Uses node:http, as `fetch`
 * needs half as much memory again.
 */
export function createHttpClient(options: {
  readonly timeout: Duration;
  readonly clock: Clock;
  /** Default `MAX_ANSWER_BYTES`. */
  readonly maxBytes?: number;
}): HttpClient {
  const { maxBytes = MAX_ANSWER_BYTES } = options;
  const agents = {
    'http:': new http.Agent({ keepAlive: true, maxFreeSockets: 4 }),
    'https:': new https.Agent({ keepAlive: true, maxFreeSockets: 4 }),
  };
  return {
    send: (request, signal) =>
      withDeadline(options, signal, (bound) =>
        exchange(request, { agents, maxBytes, clock: options.clock }, bound),
      ),
    close() {
      agents['http:'].destroy();
      agents['https:'].destroy();
    },
  };
}

async function withDeadline<Result>(
  { timeout, clock }: { timeout: Duration; clock: Clock },
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  signal.throwIfAborted();
  const done = new AbortController();
  const deadline = new AbortController();
  clock.sleep(timeout, done.signal).then(
    () => deadline.abort(timeoutFault(timeout)),
    () => undefined,
  );
  try {
    return await work(AbortSignal.any([signal, deadline.signal]));
  } finally {
    done.abort();
  }
}

type Agents = { readonly 'http:': http.Agent; readonly 'https:': https.Agent };

function exchange(
  request: OutgoingRequest,
  { agents, clock, maxBytes }: { readonly agents: Agents; readonly clock: Clock; readonly maxBytes: number },
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const { method, url, headers, body } = request;
  const sentAt = clock.now();
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => reject(signal.aborted ? signal.reason : networkFault(error, url.host));
    const options = { method, headers, signal };
    const outgoing =
      url.protocol === 'https:'
        ? https.request(url, { ...options, agent: agents['https:'] })
        : http.request(url, { ...options, agent: agents['http:'] });
    outgoing.on('error', fail);
    outgoing.on('response', (incoming) => {
      const succeed = (text: string) => {
        const status = incoming.statusCode ?? 0;
        resolve({ status, headers: incoming.headers, body: text, sentAt, receivedAt: clock.now() });
      };
      readBody(incoming, maxBytes, { fail, succeed, refuse: reject });
    });
    outgoing.end(body);
  });
}

function readBody(
  incoming: http.IncomingMessage,
  maxBytes: number,
  end: {
    readonly fail: (error: unknown) => void;
    readonly succeed: (body: string) => void;
    readonly refuse: (fault: SourceFault) => void;
  },
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  const giveUp = (fault: SourceFault) => {
    end.refuse(fault);
    incoming.destroy();
  };
  const encoding = incoming.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') {
    const problem = `the answer is encoded (${encoding.slice(0, 20)}), which was not asked for`;
    giveUp(bodyFault(problem, { code: 'answer-encoded' }));
    return;
  }
  incoming.on('error', end.fail);
  incoming.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > maxBytes) giveUp(tooLarge(maxBytes));
    else chunks.push(chunk);
  });
  incoming.on('end', () => end.succeed(Buffer.concat(chunks, size).toString('utf8')));
}

function tooLarge(maxBytes: number): SourceFault {
  return bodyFault(`it is longer than ${maxBytes / 1024} KiB`, {
    code: TOO_LARGE,
    hint: 'Lower pageSize of the target, if its jobs have long texts; else check endpoint.',
  });
}
