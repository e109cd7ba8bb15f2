import { BatchwatchError } from '../errors.ts';
import type { Duration } from '../time.ts';
import { showProxy, type HttpProxy } from './http-proxy.ts';

/** The way ends at the proxy; the host that was asked for may be well. */
export type ProxyFailureReason =
  | 'proxy-unreachable'
  | 'proxy-silent'
  | 'proxy-garbled'
  | 'proxy-login'
  | 'proxy-refused';

export type HttpFailureReason = 'network' | 'timeout' | 'too-large' | 'encoded' | ProxyFailureReason;

/** No whole answer came. `code` is that of the system where there is one. Whoever asked knows better hints than this. */
export class HttpFailure extends BatchwatchError {
  declare readonly reason: HttpFailureReason;

  constructor(
    message: string,
    details: {
      reason: HttpFailureReason;
      code?: string;
      hint?: string;
      cause?: unknown;
    },
  ) {
    super(message, { code: details.reason, retryable: details.reason !== 'proxy-login', ...details });
  }
}

/** Says whether it is the proxy that has to be mended. */
export function isProxyFailure(failure: HttpFailure): boolean {
  return failure.reason.startsWith('proxy-');
}

export function networkFailure(error: unknown, host: string): HttpFailure {
  const code = systemCode(error);
  return new HttpFailure(`no answer from ${host}: ${errorText(error)}`, {
    reason: code === 'ETIMEDOUT' ? 'timeout' : 'network',
    ...(code !== undefined && { code }),
    cause: error,
  });
}

export function lateFailure(timeout: Duration): HttpFailure {
  return new HttpFailure(`no whole answer within ${timeout} ms`, { reason: 'timeout' });
}

export function tooLargeFailure(maxBytes: number): HttpFailure {
  return new HttpFailure(`the answer is longer than ${maxBytes / 1024} KiB`, { reason: 'too-large' });
}

export function encodedFailure(encoding: string): HttpFailure {
  const shown = encoding.slice(0, 20);
  return new HttpFailure(`the answer is encoded (${shown}), which was not asked for`, { reason: 'encoded' });
}

/** Node's parser gives codes of its own to what is no HTTP. */
export function proxyConnectionFailure(error: unknown, proxy: HttpProxy): HttpFailure {
  if (systemCode(error)?.startsWith('HPE_') === true) return garbledFailure(proxy, error);
  return new HttpFailure(`the proxy ${showProxy(proxy)} cannot be reached: ${errorText(error)}`, {
    reason: 'proxy-unreachable',
    hint: `Check ${SET_BY}, and that the proxy runs; NO_PROXY names hosts that need none.`,
    cause: error,
  });
}

export function garbledFailure(proxy: HttpProxy, cause?: unknown): HttpFailure {
  return new HttpFailure(`the proxy ${showProxy(proxy)} does not answer as an HTTP proxy does`, {
    reason: 'proxy-garbled',
    hint: `Check scheme and port in ${SET_BY}: it must be an HTTP proxy, not SOCKS.`,
    cause,
  });
}

export function silentProxyFailure(proxy: HttpProxy, timeout: Duration): HttpFailure {
  return new HttpFailure(`the proxy ${showProxy(proxy)} opened no way within ${timeout} ms`, {
    reason: 'proxy-silent',
    hint: `Check ${SET_BY}, and that the proxy reaches the host; NO_PROXY names hosts that need none.`,
  });
}

/** The proxy answered something else than success. What it says beside the number is foreign text, and left out. */
export function refusedByProxy(
  status: number,
  { proxy, host }: { proxy: HttpProxy; host: string },
): HttpFailure {
  const shown = showProxy(proxy);
  if (status !== 407) {
    return new HttpFailure(`the proxy ${shown} opens no way to ${host}: it answered ${status}`, {
      reason: 'proxy-refused',
      hint: `Let the proxy allow ${host}, or name the host in NO_PROXY if it is reached without.`,
    });
  }
  const isLoginGiven = proxy.authorization !== undefined;
  return new HttpFailure(`the proxy ${shown} ${isLoginGiven ? 'refuses the login' : 'wants a login'} (407)`, {
    reason: 'proxy-login',
    hint: isLoginGiven
      ? `Check user and password in ${SET_BY}; signs such as @ and : are written as %40 and %3A.`
      : `Write http://USER:PASSWORD@HOST:PORT into the file that proxyFile names, or into HTTPS_PROXY.`,
  });
}

const SET_BY = 'proxy (proxyFile, HTTPS_PROXY, HTTP_PROXY)';

export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Returns the text of an error. Of several addresses, Node describes the failure of each, and none of the whole. */
export function errorText(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(errorText).join('; ');
  return error instanceof Error ? error.message : String(error);
}
