import type { IncomingMessage, ServerResponse } from 'node:http';
import { networkOf } from './auth/peer-address.ts';

/** Requests with a body at once: each may hold 64 kB in memory. */
const MOST = 64;
const MOST_PER_ADDRESS = 16;

/** Bounds how many requests with a body are under way at once; the others get 503. */
export class BodyBound {
  readonly #underWay = new Map<string, number>();
  #all = 0;

  /** Lets a request through until its answer has ended, or answers it. @returns whether it was let through */
  admit(request: IncomingMessage, response: ServerResponse): boolean {
    const { headers, socket } = request;
    if (headers['transfer-encoding'] === undefined && !(Number(headers['content-length']) > 0)) return true;
    const network = networkOf(socket.remoteAddress ?? '');
    const count = this.#underWay.get(network) ?? 0;
    if (this.#all >= MOST || count >= MOST_PER_ADDRESS) {
      response.writeHead(503, { 'Retry-After': '1', 'Content-Type': 'text/plain', Connection: 'close' });
      response.end('too many requests with a body at once\n');
      return false;
    }
    this.#all += 1;
    this.#underWay.set(network, count + 1);
    response.once('close', () => {
      this.#all -= 1;
      const left = (this.#underWay.get(network) ?? 1) - 1;
      if (left === 0) this.#underWay.delete(network);
      else this.#underWay.set(network, left);
    });
    return true;
  }
}
