import { request, type Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { request as requestTls } from 'node:https';
import { text } from 'node:stream/consumers';

export interface RawAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Asks with exactly these headers and this target: `fetch` adds some, and forbids others. */
export async function rawRequest(
  url: string,
  asked: {
    method?: string;
    /** A list sends the header as often. */
    headers?: OutgoingHttpHeaders;
    body?: string;
    /** The request's target, in place of the URL's path. */
    target?: string;
    ca?: string;
    /** Of this machine, where the request comes from. */
    localAddress?: string;
    /** Keeps connections for many requests. Without it each has one of its own. */
    agent?: Agent;
  } = {},
): Promise<RawAnswer> {
  const { method = 'GET', headers = {}, body, target, ca, localAddress, agent = false } = asked;
  const { promise, resolve, reject } = Promise.withResolvers<RawAnswer>();
  const { protocol } = new URL(url);
  const send = protocol === 'https:' ? requestTls : request;
  const place = { ...(target && { path: target }), ...(localAddress && { localAddress }) };
  const options = { method, headers, agent, ...place, ...(ca && { ca }) };
  const sent = send(url, options, (response) => {
    const { statusCode: status = 0, headers: answered } = response;
    // A stream has no end: its head is the answer.
    if (answered['content-type']?.startsWith('text/event-stream')) {
      resolve({ status, headers: answered, body: '' });
      response.destroy();
      return;
    }
    text(response).then((read) => resolve({ status, headers: answered, body: read }), reject);
  });
  // A server may close a kept connection while the request is on its way (Node's documentation, `request.reusedSocket`).
  sent.once('error', (error) => (sent.reusedSocket ? resolve(rawRequest(url, asked)) : reject(error)));
  // As bytes: of a text Node makes one piece with the headers, and writes those in UTF-8 as well.
  sent.end(body && Buffer.from(body));
  return await promise;
}
