import { BlockList, isIP } from 'node:net';

/** Public blocks with a shorter prefix are wide: no proxy's own network is that large. */
const SHORTEST = { ipv4: 12, ipv6: 24 };

/** Networks that only their own members reach. */
const PRIVATE = [
  privateNetwork('10.0.0.0', 8, 'ipv4'),
  privateNetwork('100.64.0.0', 10, 'ipv4'),
  privateNetwork('127.0.0.0', 8, 'ipv4'),
  privateNetwork('169.254.0.0', 16, 'ipv4'),
  privateNetwork('172.16.0.0', 12, 'ipv4'),
  privateNetwork('192.168.0.0', 16, 'ipv4'),
  privateNetwork('fc00::', 7, 'ipv6'),
  privateNetwork('fe80::', 10, 'ipv6'),
];

/** All of IPv4, as IPv6 writes it. */
const MAPPED = toBlock('::ffff:0.0.0.0', 96, 'ipv6');

/** Says whether a CIDR block holds so many public addresses that strangers are among them, such as `0.0.0.0/0`. */
export function isWideBlock(block: string): boolean {
  const [address = '', prefix] = block.split('/');
  if (prefix === undefined) return false;
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  const isMapped = family === 'ipv6' && MAPPED.check(address, family);
  const length = Number(prefix) - (isMapped ? 96 : 0);
  if (family === 'ipv6' && !isMapped && toBlock(address, length, family).check('::ffff:0.0.0.0', family)) {
    return true;
  }
  if (length >= SHORTEST[isMapped ? 'ipv4' : family]) return false;
  return !PRIVATE.some((known) => length >= known.prefix && known.block.check(address, family));
}

function privateNetwork(address: string, prefix: number, family: 'ipv4' | 'ipv6') {
  return { prefix, block: toBlock(address, prefix, family) };
}

function toBlock(address: string, prefix: number, family: 'ipv4' | 'ipv6'): BlockList {
  const block = new BlockList();
  block.addSubnet(address, prefix, family);
  return block;
}
