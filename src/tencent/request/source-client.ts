import { HttpClient, type HttpAnswer, type OutgoingRequest } from '../../platform/http/http-client.ts';
import { HttpFailure } from '../../platform/http/http-failure.ts';
import type { ProxyPolicy } from '../../platform/http/proxy-policy.ts';
import type { Clock, Duration } from '../../platform/time.ts';
import type { SourceFault } from '../../poll/port/job-source.ts';
import { bodyFault, networkFault, proxyFault, timeoutFault } from './faults.ts';

/** Sends requests over connections that stay open, and says in the words of a source what went wrong. */
export interface SourceClient {
  /**
   * Sends one request and reads the whole answer, whatever its status.
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

/** Makes a client. `timeout` bounds a request from its first byte to the last of its answer. */
export function createSourceClient(options: {
  timeout: Duration;
  clock: Clock;
  proxies: ProxyPolicy;
  /** Default `MAX_ANSWER_BYTES`. */
  maxBytes?: number;
}): SourceClient {
  const { timeout, maxBytes = MAX_ANSWER_BYTES } = options;
  const client = new HttpClient({ ...options, maxBytes });
  return {
    async send(request, signal) {
      try {
        return await client.send(request, signal);
      } catch (error) {
        if (!(error instanceof HttpFailure)) throw error;
        throw toFault(error, { host: request.url.host, timeout, maxBytes });
      }
    },
    close: () => client.close(),
  };
}

function toFault(
  failure: HttpFailure,
  { host, timeout, maxBytes }: { host: string; timeout: Duration; maxBytes: number },
): SourceFault {
  switch (failure.reason) {
    case 'network':
      return networkFault(failure.cause, host);
    case 'timeout':
      return failure.cause === undefined ? timeoutFault(timeout) : networkFault(failure.cause, host);
    case 'too-large':
      return bodyFault(`it is longer than ${maxBytes / 1024} KiB`, {
        code: TOO_LARGE,
        hint: 'Lower pageSize of the target, if its jobs have long texts; else check endpoint.',
      });
    case 'encoded':
      return bodyFault(failure.message, { code: 'answer-encoded' });
    case 'proxy-unreachable':
    case 'proxy-silent':
    case 'proxy-garbled':
    case 'proxy-login':
    case 'proxy-refused':
      return proxyFault(failure);
  }
}
