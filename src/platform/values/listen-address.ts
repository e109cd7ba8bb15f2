import { isIPv4, isIPv6 } from 'node:net';
import { objectType, parsedText } from './field-types.ts';
import type { Flaw } from '../document/problem.ts';

const HINT = 'write e.g. 127.0.0.1:9464, 0.0.0.0:9464 or [::1]:9464';
const ALL_HINT = 'write 0.0.0.0:9464 for every address of IPv4, [::]:9464 for those of IPv6, too';
const HIGHEST_PORT = 65_535;

/** The address at which a server listens. */
export interface ListenAddress {
  /** A name, or an address without brackets. */
  host: string;
  port: number;
}

/**
 * Reads the address at which a server listens: `HOST:PORT`. The host is a name, an IPv4 address, or an IPv6 address
 * in brackets.
 */
export function listenAddress() {
  return parsedText(objectType<ListenAddress>(), {
    read,
    write: ({ host, port }) => `${host.includes(':') ? `[${host}]` : host}:${port}`,
  });
}

function read(text: string): { value: ListenAddress } | Flaw {
  const [, written = '', port = ''] = /^(.*):(\d+)$/s.exec(text) ?? [];
  // What other programs take for every address opens too much to be guessed.
  if (port !== '' && (written === '' || written === '*')) {
    return { message: `names no host before port ${port}`, hint: ALL_HINT };
  }
  const host = /^\[.*\]$/s.test(written) ? written.slice(1, -1) : written;
  const isFine = host === written ? isName(host) : isIPv6(host) && !host.includes('%');
  if (!isFine) return { message: 'is not HOST:PORT', hint: HINT };
  if (Number(port) > HIGHEST_PORT) return { message: `has a port above ${HIGHEST_PORT}`, hint: HINT };
  return { value: { host, port: Number(port) } };
}

/** A name whose last part is a number is an address, and must be a whole one. */
function isName(host: string): boolean {
  if (/(^|\.)\d+\.?$/.test(host)) return isIPv4(host);
  return (
    host.length <= 253 && /^[\p{L}\p{N}_]([\p{L}\p{N}_-]*[\p{L}\p{N}_])?(\.[\p{L}\p{N}_-]+)*\.?$/u.test(host)
  );
}
