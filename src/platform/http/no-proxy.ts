import { BlockList, isIP } from 'node:net';

/** Says whether a request to a host goes without the proxy. */
export type IsDirect = (url: URL) => boolean;

/**
 * Reads `NO_PROXY`: a list with commas or blanks between. `*` is every host. A name is this host and all below it,
 * with or without `.` or `*.` before it. An address or a CIDR block is compared with addresses in URLs, never with
 * the address of a name. A port after a name or an address restricts the entry to it.
 */
export function readNoProxy(list: string): IsDirect {
  const entries = list
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .map(readEntry);
  return (url) => entries.some((matches) => matches(url));
}

function readEntry(entry: string): IsDirect {
  if (entry === '*') return () => true;
  const [, host = '', port] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(entry) ?? /^(.*)$/.exec(entry) ?? [];
  const matchesHost = readHost(host.replace(/^\[|\]$/g, '').toLowerCase());
  return (url) => (port === undefined || port === portOf(url)) && matchesHost(hostOf(url));
}

function readHost(host: string): (asked: string) => boolean {
  const block = readBlock(host);
  if (block !== undefined) {
    return (asked) => isIP(asked) !== 0 && block.check(asked, isIP(asked) === 6 ? 'ipv6' : 'ipv4');
  }
  const name = host.replace(/^\*?\./, '').replace(/\.$/, '');
  return (asked) => name !== '' && (asked === name || asked.endsWith(`.${name}`));
}

function readBlock(text: string): BlockList | undefined {
  const [address = '', prefix] = text.split('/', 2);
  const family = isIP(address);
  const longest = family === 6 ? 128 : 32;
  if (family === 0 || (prefix !== undefined && !(/^\d{1,3}$/.test(prefix) && Number(prefix) <= longest)))
    return undefined;
  const block = new BlockList();
  block.addSubnet(address, prefix === undefined ? longest : Number(prefix), family === 6 ? 'ipv6' : 'ipv4');
  return block;
}

/** A name without the dot of the root, or a bare address. */
export function hostOf({ hostname }: URL): string {
  return hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
}

function portOf({ port, protocol }: URL): string {
  if (port !== '') return port;
  return protocol === 'https:' ? '443' : '80';
}
