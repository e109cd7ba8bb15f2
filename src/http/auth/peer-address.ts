import { isIP, isIPv6, type BlockList } from 'node:net';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/** Returns the client's address, by the socket: anybody can write a header. */
export function peerAddress(context: Context): string {
  const { address = '' } = getConnInfo(context).remote;
  // An IPv4 client of a socket that takes both.
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '').replace(/%.*$/, '');
}

export function isAmong(address: string, blocks: BlockList): boolean {
  // A connection that is gone already has none.
  return isIP(address) !== 0 && blocks.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/** Returns the network that shares a limit: one IPv4 address, or one IPv6 network of 64 bits, which is one customer. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('::');
  const groups = head.split(':').filter((group) => group !== '');
  const rest = (tail ?? '').split(':').filter((group) => group !== '');
  const zeros = tail === undefined ? 0 : 8 - groups.length - rest.length;
  const all = [...groups, ...Array.from({ length: Math.max(0, zeros) }, () => '0'), ...rest];
  return `${all.slice(0, 4).join(':')}::/64`;
}
